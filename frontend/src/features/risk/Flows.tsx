import { useLingui } from '@lingui/react/macro'
import type { Effects } from '../../api/cards'
import { count } from '../../i18n/format'
import { riskWord } from '../../i18n/work'

const TIERS = ['high', 'medium', 'low']

/** How many dues go from which tier to which. */
export function Flows({ flows }: { flows: Effects['flows'] }) {
  const { t } = useLingui()
  const of = (before: string, after: string) => flows.find((flow) => flow.before === before && flow.after === after)?.count ?? 0
  return (
    <section className="table-box" tabIndex={0} aria-label={t`各档之间的变化`}>
      <table className="table card-flows">
        <caption>{t`各档之间的变化（笔）`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`现在 ↓ 启用后 →`}</th>
            {TIERS.map((tier) => (
              <th key={tier} scope="col" className="number">
                {riskWord(tier)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TIERS.map((before) => (
            <tr key={before}>
              <th scope="row">{riskWord(before)}</th>
              {TIERS.map((after) => (
                <td key={after} className={before === after ? 'number soft' : of(before, after) > 0 ? 'number card-moved' : 'number'}>
                  {count(of(before, after))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
