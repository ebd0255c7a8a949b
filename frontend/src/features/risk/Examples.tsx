import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Example, Judged } from '../../api/cards'
import { day, money, percent } from '../../i18n/format'
import { riskText } from '../../i18n/why'
import { Risk } from '../../ui/Risk'
import { Table } from '../../ui/Table'

/** The dues whose risk changes most. */
export function Examples({ examples }: { examples: Example[] }) {
  const { t } = useLingui()
  return (
    <Table
      caption={t`变化最大的应收`}
      rows={examples}
      rowKey={(one) => one.policy_id}
      columns={[
        {
          key: 'customer',
          header: t`变化最大的 ${examples.length} 笔`,
          cell: (one) => (
            <Link to="/customers/$customerId" params={{ customerId: String(one.customer_id) }} className="card-link">
              {one.name_masked}
            </Link>
          ),
          unbroken: true,
        },
        { key: 'due', header: t`应缴日`, cell: (one) => day(one.due_on) },
        { key: 'amount', header: t`金额`, cell: (one) => money(one.amount), numeric: true },
        { key: 'before', header: t`现在`, cell: (one) => <Verdict judged={one.before} /> },
        { key: 'after', header: t`启用后`, cell: (one) => <Verdict judged={one.after} /> },
      ]}
    />
  )
}

function Verdict({ judged }: { judged: Judged }) {
  const { t } = useLingui()
  return (
    <span className="card-verdict">
      <span>
        <Risk tier={judged.tier} /> {t`${percent(judged.risk, 1, 0)}，${judged.points} 分`}
      </span>
      <span className="soft">{judged.reasons.map(riskText).join(t`，`)}</span>
    </span>
  )
}
