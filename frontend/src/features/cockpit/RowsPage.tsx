import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useSearch } from '@tanstack/react-router'
import { useCity } from '../../session/city'
import { Empty } from '../../ui/Empty'
import { usePremiumNews } from './live'
import { Rows } from './Rows'
import { collectionTable, duesTable } from './rows/money'
import { peopleTable, policiesTable } from './rows/people'
import { persistencyTable } from './rows/persistency'
import { requestsTable, tasksTable } from './rows/work'
import './cockpit.css'

/** The rows behind one figure of the cockpit; which figure, the address says. */
export function RowsPage() {
  const { t } = useLingui()
  const code = useCity()?.code ?? ''
  const search = useSearch({ from: '/shell/cockpit/rows' })
  usePremiumNews(code)
  switch (search.of) {
    case 'dues':
      return <Rows key="dues" table={duesTable(code, search)} />
    case 'collection':
      return <Rows key="collection" table={collectionTable(code, search)} />
    case 'persistency':
      return <Rows key="persistency" table={persistencyTable(code, search)} />
    case 'people':
      return <Rows key="people" table={peopleTable(code, search)} />
    case 'policies':
      return <Rows key="policies" table={policiesTable(code, search)} />
    case 'tasks':
      return <Rows key="tasks" table={tasksTable(code, search)} />
    case 'requests':
      return <Rows key="requests" table={requestsTable(code, search)} />
    case undefined:
      return (
        <div className="page-body">
          <h1>
            <Trans>经营看板</Trans>
          </h1>
          <Empty icon="search" title={t`没有这张明细`}>
            <Link to="/cockpit" className="button">
              <Trans>回到经营看板</Trans>
            </Link>
          </Empty>
        </div>
      )
  }
}
