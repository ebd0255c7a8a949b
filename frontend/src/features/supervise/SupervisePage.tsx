import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Key, KeysSwitch } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { ExportButton } from './ExportButton'
import { useSeatBoard } from './live'
import { LiveBoard } from './LiveBoard'
import { MattersPanel } from './MattersPanel'
import { MovePanel } from './MovePanel'
import { QualityPanel } from './QualityPanel'
import './supervise.css'

/** Who leads the seats sees here what waits and who is where, moves items, and scores calls. */
export function SupervisePage() {
  const { t } = useLingui()
  const city = useCity()?.code ?? ''
  const { tab, decided } = useSearch({ from: '/shell/seats' })
  const navigate = useNavigate({ from: '/seats' })
  const leads = useMay('leadSeats')
  const board = useSeatBoard(city)
  useKeys({
    '1': () => void navigate({ search: {} }),
    '2': () => void navigate({ search: { tab: 'move' } }),
    '3': () => void navigate({ search: { tab: 'quality' } }),
    '4': () => void navigate({ search: { tab: 'matters' } }),
  })
  return (
    <div className="page-body">
      <div className="row">
        <h1>
          <Trans>坐席督导</Trans>
        </h1>
        <span className="row-end" />
        <KeysSwitch />
        {board.data && <ExportButton board={board.data} />}
      </div>
      <nav className="tabs" aria-label={t`坐席督导`}>
        <Link to="/seats" search={{}} className="tab" activeOptions={EXACT} activeProps={CURRENT}>
          <Trans>现场</Trans> <Key>1</Key>
        </Link>
        <Link to="/seats" search={{ tab: 'move' }} className="tab" activeOptions={EXACT} activeProps={CURRENT}>
          <Trans>调派</Trans> <Key>2</Key>
        </Link>
        <Link to="/seats" search={{ tab: 'quality' }} className="tab" activeOptions={EXACT} activeProps={CURRENT}>
          <Trans>质检</Trans> <Key>3</Key>
        </Link>
        <Link to="/seats" search={{ tab: 'matters' }} className="tab" activeProps={CURRENT}>
          <Trans>受理与可疑</Trans> <Key>4</Key>
        </Link>
      </nav>
      {board.error && <ErrorNotice error={board.error} />}
      {(tab === undefined || tab === 'move') && board.isPending && <Waiting />}
      {board.data && tab === undefined && <LiveBoard board={board.data} />}
      {board.data && tab === 'move' && <MovePanel city={city} board={board.data} leads={leads} />}
      {tab === 'quality' && <QualityPanel city={city} leads={leads} />}
      {tab === 'matters' && <MattersPanel city={city} leads={leads} decided={decided === 1} />}
    </div>
  )
}

const CURRENT = { 'aria-current': 'page' as const }
const EXACT = { exact: true, includeSearch: true }
