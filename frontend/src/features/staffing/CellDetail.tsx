import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { without } from '../../address/without'
import type { StaffedCell, Staffing, Tenure } from '../../api/desk'
import type { City } from '../../api/queries'
import { count, day, metres } from '../../i18n/format'
import { cellStandWord, employmentWord, tenureReasonWord } from '../../i18n/staff'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { ChooseDialog } from './ChooseDialog'
import { HandOver } from './HandOver'
import { LeaveDialog } from './LeaveDialog'
import { standOf } from './stand'
import { WhyHe } from './WhyHe'

interface Props {
  city: City
  staffing: Staffing
  cell: StaffedCell
}

/** One cell: who works it and since when, and what can be changed. */
export function CellDetail({ city, staffing, cell }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/staffing' })
  const mayStaff = useMay('staff')
  const [dialog, setDialog] = useState<'choose' | 'leave'>()
  const { responsible, stand_in } = cell
  return (
    <aside className="grid-panel" aria-label={t`网格 ${cell.number}`}>
      <div className="row">
        <h2>
          {cell.number} {cell.name}
        </h2>
        <span className="row-end" />
        <Button look="quiet" icon="close" aria-label={t`关闭`} onPress={() => void navigate({ search: (before) => without(before, 'cell') })} />
      </div>
      <p>
        <span className="stand" data-stand={standOf(cell)}>
          {cellStandWord(standOf(cell))}
        </span>
      </p>
      <dl className="facts">
        <Fact label={t`客户（人）`}>{count(cell.customers)}</Fact>
        <Fact label={t`所属网点`}>{cell.station_name ? `${cell.station_name}${cell.station_distance_m === null ? '' : ` · ${metres(cell.station_distance_m)}`}` : '–'}</Fact>
        <Fact label={t`网格专员`}>{responsible ? <Person tenure={responsible} customers={cell.customers} /> : t`空格`}</Fact>
        {(stand_in || !responsible) && <Fact label={t`代管专员`}>{stand_in ? <Person tenure={stand_in} customers={cell.customers} /> : t`无人代管`}</Fact>}
        <Fact label={t`客户移交`}>
          <HandOver handover={cell.handover} />
        </Fact>
      </dl>
      {mayStaff && (
        <div className="stack-tight">
          <Button look={responsible ? undefined : 'primary'} icon="people" onPress={() => setDialog('choose')}>
            {responsible ? <Trans>换专员</Trans> : <Trans>选专员</Trans>}
          </Button>
          {responsible && (
            <Button look="danger" onPress={() => setDialog('leave')}>
              <Trans>专员离开</Trans>
            </Button>
          )}
        </div>
      )}
      <Link to="/cockpit/rows" search={{ of: 'dues', cell: cell.cell_id }}>
        <Trans>这格的应收清单</Trans>
      </Link>
      <ChooseDialog city={city.code} staffing={staffing} cell={cell} isOpen={dialog === 'choose'} onClose={() => setDialog(undefined)} />
      {responsible && <LeaveDialog city={city.code} cell={cell} tenure={responsible} isOpen={dialog === 'leave'} onClose={() => setDialog(undefined)} />}
    </aside>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Person({ tenure, customers }: { tenure: Tenure; customers: number }) {
  const { t } = useLingui()
  const about = [
    tenure.reasons.length === 0 && employmentWord(tenure.employment),
    tenure.reasons.length === 0 && tenure.way_m !== null && t`路程 ${metres(tenure.way_m)}`,
    tenure.until ? t`${day(tenure.since)} 至 ${day(tenure.until)}` : t`${day(tenure.since)} 起`,
    tenure.reason !== 'knows_customers' && tenureReasonWord(tenure.reason),
    tenure.reasons.length === 0 && tenure.note,
  ]
  return (
    <>
      {tenure.name_masked} <span className="soft">{tenure.staff_no}</span>
      <div className="soft">{about.filter(Boolean).join(' · ')}</div>
      <WhyHe reasons={tenure.reasons} customers={customers} />
    </>
  )
}
