import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { cockpitQuery, type Cockpit } from '../../api/desk'
import { day } from '../../i18n/format'
import { useCity } from '../../session/city'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { Cells } from './Cells'
import { Coverage } from './Coverage'
import { Dues } from './Dues'
import { usePremiumNews } from './live'
import { NineBox } from './NineBox'
import { Persistency } from './Persistency'
import { Work } from './Work'
import './cockpit.css'

/** What works and what does not, from stored rows; every figure opens to them. */
export function CockpitPage() {
  const city = useCity()
  const cockpit = useQuery({ ...cockpitQuery(city?.code ?? ''), enabled: city !== undefined })
  usePremiumNews(city?.code ?? '')
  return (
    <div className="page-body cockpit">
      <div className="row">
        <h1>
          <Trans>经营看板</Trans>
        </h1>
        {cockpit.data && (
          <span className="soft">
            <Trans>缴费数据截至 {day(cockpit.data.as_of)}，任务和请求为当前状态</Trans>
          </span>
        )}
      </div>
      {cockpit.isPending && <Waiting lines={12} />}
      {cockpit.error && <ErrorNotice error={cockpit.error} />}
      {cockpit.data && <Known cockpit={cockpit.data} />}
    </div>
  )
}

function Known({ cockpit }: { cockpit: Cockpit }) {
  const { t } = useLingui()
  if (cockpit.coverage.policies_by_agent.total === 0)
    return (
      <Empty icon="gauge" title={t`还没有数据`}>
        <p className="soft">
          <Trans>导入保险公司的抽取文件后，这里会显示覆盖、应收、达成率和继续率。</Trans>
        </p>
        <Link to="/census/imports" className="button button-primary">
          <Trans>去导入</Trans>
        </Link>
      </Empty>
    )
  return (
    <>
      <Coverage coverage={cockpit.coverage} />
      <div className="columns">
        <div className="stack">
          <Dues dues={cockpit.dues} />
          <Work cockpit={cockpit} />
        </div>
        <NineBox boxes={cockpit.collection} />
      </div>
      <Persistency cohorts={cockpit.persistency} />
      <Cells cells={cockpit.cells} />
    </>
  )
}
