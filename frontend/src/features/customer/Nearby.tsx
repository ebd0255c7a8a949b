import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { fieldCellQuery, type Story } from '../../api/field'
import { count, metres } from '../../i18n/format'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { Waiting } from '../../ui/Waiting'
import { useHere, type Located } from '../../ui/useHere'
import { nearest, type At } from './nearest'

const SHOWN = 8

/** Who else lives near, for whoever stands at the door: asked for, since it reads the whole cell. */
export function NearbySection({ story }: { story: Story }) {
  const { t } = useLingui()
  const works = useMay('work')
  const [isAsked, setAsked] = useState(false)
  const { cell, lon, lat, customer_id } = story
  if (!works || !cell || lon === null || lat === null) return null
  return (
    <Section title={t`附近客户`}>
      {isAsked ? (
        <Nearby cell={cell.cell_id} door={{ customer_id, lon, lat }} />
      ) : (
        <Button icon="pin" onPress={() => setAsked(true)}>
          <Trans>看附近客户</Trans>
        </Button>
      )}
    </Section>
  )
}

function Nearby({ cell, door }: { cell: number; door: At }) {
  const { t } = useLingui()
  const { data, error, isPending } = useQuery(fieldCellQuery(cell))
  const located = useHere()
  if (error) return <ErrorNotice error={error} />
  if (isPending) return <Waiting />
  const found = nearest({ ...door, ...located.here }, data.customers, SHOWN)
  if (found.length === 0) return <p className="soft">{t`网格里没有别的客户。`}</p>
  return (
    <>
      <From located={located} />
      <Others found={found} />
    </>
  )
}

/** From where it is measured: from his door, or from where the device is. */
function From({ located: { here, isLooking, trouble, look, forget } }: { located: Located }) {
  const { t } = useLingui()
  const accuracy = here && metres(here.accuracy)
  return (
    <div className="row">
      <output className="soft">
        {trouble === 'denied' && t`没有定位权限，可在浏览器设置里允许。`}
        {trouble === 'unavailable' && t`现在取不到位置，请到空旷处再试。`}
        {!trouble && (accuracy ? t`离我由近到远，误差约 ${accuracy}` : t`离他家由近到远`)}
      </output>
      <span className="row-end" />
      <Button icon={here ? 'door' : 'pin'} onPress={here ? forget : look} isPending={isLooking}>
        {here ? <Trans>从他家算</Trans> : <Trans>从我这里算</Trans>}
      </Button>
    </div>
  )
}

function Others({ found }: { found: ReturnType<typeof nearest> }) {
  const { t } = useLingui()
  return (
    <ul className="customer-rows">
      {found.map(({ customer, metres: far }) => (
        <li key={customer.customer_id} className="row">
          <Link to="/customers/$customerId" params={{ customerId: String(customer.customer_id) }} className="household-link">
            {customer.name_masked}
          </Link>
          <span className="soft">{[customer.community, metres(far)].filter(Boolean).join(' · ')}</span>
          <span className="row-end soft">{customer.open_tasks > 0 ? t`${count(customer.open_tasks)} 项待办` : t`没有待办`}</span>
        </li>
      ))}
    </ul>
  )
}
