import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { censusQuery } from '../../api/queries'
import { day } from '../../i18n/format'
import { useCity } from '../../session/city'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Coverage, Customers, Kinds, Placed } from './CensusCards'
import { CensusTabs } from './CensusTabs'
import { Districts } from './Districts'

export function CensusPage() {
  const { t } = useLingui()
  const city = useCity()
  const census = useQuery({ ...censusQuery(city?.code ?? ''), enabled: city !== undefined })
  return (
    <div className="page-body">
      <div className="row">
        <h1>
          <Trans>盘客户</Trans>
        </h1>
        {census.data?.as_of && (
          <span className="soft">
            <Trans>数据截至 {day(census.data.as_of)}</Trans>
          </span>
        )}
      </div>
      <CensusTabs />
      {census.isPending && <CardSkeletons />}
      {census.error && <ErrorNotice error={census.error} />}
      {census.data?.customers === 0 && (
        <Empty icon="upload" title={t`还没有客户`}>
          <p className="soft">
            <Trans>导入保险公司的抽取文件后，这里会显示客户、保单、存续情况和定位结果。</Trans>
          </p>
          <Link to="/census/imports" className="button button-primary">
            <Trans>去导入</Trans>
          </Link>
        </Empty>
      )}
      {census.data && census.data.customers > 0 && (
        <>
          <Customers census={census.data} />
          <div className="columns">
            <Kinds census={census.data} />
            <Coverage census={census.data} />
          </div>
          <Placed census={census.data} />
          <Districts rows={census.data.by_district} />
        </>
      )}
    </div>
  )
}

function CardSkeletons() {
  return (
    <div className="stack" aria-hidden="true">
      {[1, 2, 3].map((card) => (
        <div key={card} className="card stack">
          <div className="skeleton" />
          <div className="skeleton" />
          <div className="skeleton" />
        </div>
      ))}
    </div>
  )
}
