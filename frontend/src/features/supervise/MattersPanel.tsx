import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { mattersQuery } from '../../api/matters'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { Waiting } from '../../ui/Waiting'
import { MatterDialog } from './MatterDialog'
import { MatterTable } from './MatterTable'

interface Props {
  city: string
  leads: boolean
  decided: boolean
}

/** What seats took in for customers, and what looked to them like organised surrender. */
export function MattersPanel({ city, leads, decided }: Props) {
  const { t } = useLingui()
  const matters = useInfiniteQuery(mattersQuery(city, decided))
  const [open, setOpen] = useState<string>()
  const rows = matters.data?.pages.flatMap((page) => page.items)
  const shown = rows?.find((matter) => matter.id === open)
  return (
    <Section title={decided ? t`已处理的事项` : t`待处理的事项`} many={rows?.length} none={decided ? t`还没有处理过的事项。` : t`没有待处理的事项：坐席登记的受理和可疑情况会出现在这里。`}>
      {matters.isPending && <Waiting />}
      {matters.error && <ErrorNotice error={matters.error} />}
      {rows && rows.length > 0 && <MatterTable matters={rows} onOpen={setOpen} />}
      {matters.hasNextPage && (
        <div>
          <Button onPress={() => void matters.fetchNextPage()} isPending={matters.isFetchingNextPage}>
            <Trans>显示更多</Trans>
          </Button>
        </div>
      )}
      <OtherList decided={decided} />
      {shown && <MatterDialog key={shown.id} city={city} matter={shown} leads={leads} onClose={() => setOpen(undefined)} />}
    </Section>
  )
}

function OtherList({ decided }: { decided: boolean }) {
  return (
    <Link to="/seats" search={decided ? { tab: 'matters' } : { tab: 'matters', decided: 1 }}>
      {decided ? <Trans>看待处理的</Trans> : <Trans>看已处理的</Trans>}
    </Link>
  )
}
