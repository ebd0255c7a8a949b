import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { CorrectionsSearch } from '../../address/desk'
import { lookAgainQuery, refusedCountsQuery } from '../../api/corrections'
import { importQuery } from '../../api/queries'
import { day } from '../../i18n/format'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { tell } from '../../ui/toast'
import { Waiting } from '../../ui/Waiting'
import { CensusTabs } from '../census/CensusTabs'
import { DeliverButton } from './DeliverButton'
import { Filters } from './Filters'
import { OneRow } from './OneRow'
import { useRefusedRows } from './refusedRows'
import { RowList } from './RowList'
import './corrections.css'

export function CorrectionsPage() {
  const { t } = useLingui()
  const { importId } = useParams({ from: '/shell/census/imports/$importId/corrections' })
  const run = useQuery(importQuery(importId))
  const look = useQuery(lookAgainQuery(importId))
  const counts = useQuery({ ...refusedCountsQuery(importId), enabled: look.isSuccess })
  const error = run.error ?? look.error ?? counts.error
  return (
    <div className="page-body">
      <h1>
        <Trans>盘客户</Trans>
      </h1>
      <CensusTabs />
      <div className="row">
        <Link to="/census/imports/$importId" params={{ importId }}>
          <Trans>← 导入报告</Trans>
        </Link>
        <h2>{t`更正退回的行`}</h2>
        {run.data && (
          <span className="soft">
            {run.data.source} · {day(run.data.as_of)}
          </span>
        )}
        <span className="row-end" />
        <DeliverButton importId={importId} counts={counts.data ?? []} />
      </div>
      {error && <ErrorNotice error={error} />}
      {!counts.data && !error && <Waiting />}
      {counts.data?.length === 0 && <NothingRefused />}
      {counts.data && counts.data.length > 0 && <Desk importId={importId} />}
    </div>
  )
}

function NothingRefused() {
  const { t } = useLingui()
  return (
    <Empty icon="done" title={t`这次导入没有退回的行`}>
      <Link to="/census/imports" className="button">
        <Trans>历次导入</Trans>
      </Link>
    </Empty>
  )
}

function Desk({ importId }: { importId: string }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/census/imports/$importId/corrections' })
  const navigate = useNavigate({ from: '/census/imports/$importId/corrections' })
  const change = (wanted: CorrectionsSearch) => void navigate({ search: wanted, replace: true })
  const { row, ...filter } = search
  const rows = useRefusedRows(importId, filter)
  const open = (wanted: number) => change({ ...filter, row: wanted })
  const goTo = (wanted: number | undefined) => (wanted === undefined ? tell(t`没有更多的行了。`) : open(wanted))
  return (
    <>
      <Filters importId={importId} filter={filter} onChange={change} />
      <div className="corrections">
        <RowList rows={rows} filter={filter} chosen={row} onOpen={open} />
        <OneRow importId={importId} row={row} onNext={async (from) => goTo(await rows.after(from))} onPrevious={(from) => goTo(rows.before(from))} />
      </div>
    </>
  )
}
