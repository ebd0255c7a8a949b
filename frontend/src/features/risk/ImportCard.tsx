import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileTrigger } from 'react-aria-components'
import { importCard } from '../../api/cards'
import { problemOf } from '../../api/problem'
import { faultText } from '../../i18n/card-words'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNotice } from '../../ui/Notice'

/** Makes a draft of a TOML file; what is wrong with it is said line by line. */
export function ImportCard({ city }: { city: string }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/risk/card' })
  const read = useMutation({
    mutationFn: async (file: File) => importCard(city, await file.text(), file.name.replace(/\.toml$/i, '').slice(0, 40)),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['cards', city], exact: true })
      await navigate({ search: { card: made.version } })
    },
  })
  return (
    <>
      <FileTrigger
        acceptedFileTypes={['.toml']}
        onSelect={(files) => {
          const [file] = files ?? []
          if (file) read.mutate(file)
        }}
      >
        <Button icon="upload" isPending={read.isPending}>
          <Trans>导入 TOML</Trans>
        </Button>
      </FileTrigger>
      <Dialog title={t`没有导入`} isOpen={read.error !== null} onClose={read.reset}>
        <div className="stack">
          {read.error && <ErrorNotice error={read.error} />}
          <Faults error={read.error} />
        </div>
      </Dialog>
    </>
  )
}

function Faults({ error }: { error: unknown }) {
  const faults = error ? problemOf(error).params['faults'] : undefined
  if (!Array.isArray(faults)) return null
  return (
    <ul className="card-faults">
      {(faults as { code: string; at: string; params: Record<string, unknown> }[]).map((fault) => (
        <li key={`${fault.at} ${fault.code} ${JSON.stringify(fault.params)}`}>{faultText(fault)}</li>
      ))}
    </ul>
  )
}
