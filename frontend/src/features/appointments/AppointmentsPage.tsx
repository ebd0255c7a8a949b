import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { Agenda } from './Agenda'
import { Booking } from './Booking'
import { metOf, useEverybody, useSought } from './data'
import { PickDialog } from './PickDialog'
import { Unreachable } from './Unreachable'
import '../../styles/field.css'
import './appointments.css'

/** What was agreed with customers, and whom to look for. It is read from the device, so that what waits is always in it. */
export function AppointmentsPage() {
  const { t } = useLingui()
  const { tab } = useSearch({ from: '/shell/appointments' })
  const { everybody, isHere, kept, error, isPending } = useEverybody()
  const [isPicking, setPicking] = useState(false)
  const [picked, setPicked] = useState<{ customer: number; name: string }>()
  const met = useMemo(() => metOf(everybody), [everybody])
  const sought = useSought()
  return (
    <div className="page-body field-page appointments">
      <div className="row">
        <h1>
          <Trans context="page">约访</Trans>
        </h1>
        <span className="row-end" />
        {kept && (
          <Button look="primary" icon="plus" onPress={() => setPicking(true)}>
            <Trans>约一位客户</Trans>
          </Button>
        )}
      </div>
      <nav className="tabs" aria-label={t`约访与失联`}>
        <Link to="/appointments" search={{}} className="tab" activeOptions={EXACT} activeProps={CURRENT}>
          <Trans context="page">约访</Trans>
        </Link>
        <Link to="/appointments" search={{ tab: 'unreachable' }} className="tab" activeProps={CURRENT}>
          <Trans>失联</Trans> {sought.length > 0 && <span className="badge">{count(sought.length)}</span>}
        </Link>
      </nav>
      {error && <ErrorNotice error={error} />}
      {isPending && <Waiting />}
      {!isPending && !error && !isHere && (
        <Empty icon="clock" title={t`客户资料还没有下载到本机`}>
          <p className="soft">
            <Trans>联网后自动下载，之后没有网络也能约访。</Trans>
          </p>
        </Empty>
      )}
      {isHere && (tab === 'unreachable' ? <Unreachable sought={sought} /> : <Agenda met={met} />)}
      {isPicking && kept && (
        <PickDialog
          kept={kept}
          onClose={() => setPicking(false)}
          onChoose={(one) => {
            setPicking(false)
            setPicked(one)
          }}
        />
      )}
      {picked && <Booking {...picked} onClose={() => setPicked(undefined)} />}
    </div>
  )
}

const CURRENT = { 'aria-current': 'page' as const }
const EXACT = { includeSearch: true, exact: true }
