import { Trans } from '@lingui/react/macro'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { RiskTabs } from './RiskTabs'

interface Props<Found> {
  /** What the page is about, as a query has it. */
  found: { data: Found | undefined; error: Error | null; isPending: boolean }
  /** What can be done here, beside the title. */
  action?: React.ReactNode
  children: (found: Found) => React.ReactNode
}

/** What the pages about the risk of a lapse have in common: title, tabs, and what is said while nothing is known yet. */
export function RiskPage<Found>({ found, action, children }: Props<Found>) {
  return (
    <div className="page-body">
      <div className="row">
        <h1>
          <Trans>失效风险</Trans>
        </h1>
        <span className="row-end" />
        {action}
      </div>
      <RiskTabs />
      {found.error && <ErrorNotice error={found.error} />}
      {found.isPending && <Waiting />}
      {found.data !== undefined && children(found.data)}
    </div>
  )
}
