import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'

/** The pages about the risk of a lapse. */
export function RiskTabs() {
  const { t } = useLingui()
  return (
    <nav className="tabs" aria-label={t`失效风险`}>
      <Link to="/risk/card" className="tab" activeOptions={ANY_SEARCH} activeProps={CURRENT}>
        <Trans>评分卡</Trans>
      </Link>
      <Link to="/risk/models" className="tab" activeProps={CURRENT}>
        <Trans>模型</Trans>
      </Link>
      <Link to="/risk/treatment" className="tab" activeProps={CURRENT}>
        <Trans>联系谁</Trans>
      </Link>
      <Link to="/risk/nurture" className="tab" activeProps={CURRENT}>
        <Trans>日常关怀</Trans>
      </Link>
    </nav>
  )
}

const CURRENT = { 'aria-current': 'page' as const }
const ANY_SEARCH = { includeSearch: false }
