import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { censusQuery } from '../../api/queries'
import { count } from '../../i18n/format'
import { useCity } from '../../session/city'

const EXACT = { exact: true, includeSearch: false }

export function CensusTabs() {
  const { t } = useLingui()
  const city = useCity()
  const census = useQuery({ ...censusQuery(city?.code ?? ''), enabled: city !== undefined })
  const current = { 'aria-current': 'page' as const }
  return (
    <nav className="tabs" aria-label={t`盘客户`}>
      <Link to="/census" className="tab" activeOptions={EXACT} activeProps={current}>
        <Trans>总览</Trans>
      </Link>
      <Link to="/census/imports" className="tab" activeOptions={{ includeSearch: false }} activeProps={current}>
        <Trans>导入</Trans>
      </Link>
      <Link to="/census/debits" className="tab" activeOptions={{ includeSearch: false }} activeProps={current}>
        <Trans>银行回盘</Trans>
      </Link>
      <Link to="/census/contradictions" className="tab" activeOptions={EXACT} activeProps={current}>
        <Trans>状态存疑</Trans>
      </Link>
      <Link to="/census/todo" className="tab" activeOptions={EXACT} activeProps={current}>
        <Trans>待定位地址</Trans>
        {census.data && census.data.todo > 0 && <span className="badge badge-warn">{count(census.data.todo)}</span>}
      </Link>
    </nav>
  )
}
