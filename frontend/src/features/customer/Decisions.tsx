import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { decisionsQuery, type Decision } from '../../api/treatment'
import { count, day, decimal, money, percent } from '../../i18n/format'
import { actionWord, decisionWord } from '../../i18n/treatment'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import './decisions.css'

interface Inputs {
  at_stake?: number
  contacts?: number
  values?: Record<string, number>
  save_rates?: Record<string, number>
  seat_price?: number
  visit_price?: number | null
}

/** What was decided about his dues, and by what. */
export function Decisions({ customer }: { customer: number }) {
  const { t } = useLingui()
  const decisions = useQuery(decisionsQuery(customer))
  if (decisions.error) return <ErrorNotice error={decisions.error} />
  if (!decisions.data) return null
  return (
    <Section title={t`为什么联系、为什么不联系`} many={decisions.data.items.length} none={t`还没有为他的应缴做过决定：没有到日历上的日子。`}>
      <ol className="decisions">
        {decisions.data.items.map((one) => (
          <One key={one.decision_id} decision={one} />
        ))}
      </ol>
    </Section>
  )
}

function One({ decision }: { decision: Decision }) {
  const inputs = decision.inputs as Inputs
  const values = Object.entries(inputs.values ?? {})
  return (
    <li>
      <details>
        <summary>
          <strong>{actionWord(decision.action)}</strong>
          <span>{decisionWord(decision.why)}</span>
          <span className="soft">
            <Trans>
              {day(decision.day)}，应缴日 {day(decision.due_on)}
            </Trans>
          </span>
        </summary>
        <p className="soft">
          <Trans>
            失效概率 {percent(decision.risk)}（评分卡 {decision.card}），保单价值 {money(decision.value)}，共 {money(inputs.at_stake ?? 0)} 有风险；近期联系过 {count(inputs.contacts ?? 0)} 次。
          </Trans>
          {decision.held_out && decision.would !== 'none' && (
            <>
              {' '}
              <Trans>如果没有留作对照，会{actionWord(decision.would)}。</Trans>
            </>
          )}
        </p>
        <dl className="decision-values">
          {values.map(([action, value]) => (
            <div key={action}>
              <dt>
                <Trans>
                  {actionWord(action)}（挽回率 {percent(inputs.save_rates?.[action] ?? 0, 1, 0)}）
                </Trans>
              </dt>
              <dd>{money(value)}</dd>
            </div>
          ))}
          {inputs.seat_price ? (
            <div>
              <dt>
                <Trans>坐席每分钟的价格</Trans>
              </dt>
              <dd>¥{decimal(inputs.seat_price, 2)}</dd>
            </div>
          ) : null}
          {inputs.visit_price ? (
            <div>
              <dt>
                <Trans>本格一次上门的价格</Trans>
              </dt>
              <dd>{money(inputs.visit_price)}</dd>
            </div>
          ) : null}
        </dl>
      </details>
    </li>
  )
}
