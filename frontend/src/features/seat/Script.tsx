import { Trans, useLingui } from '@lingui/react/macro'
import type { Script as Lines, ScriptLine } from '../../api/calling'
import type { Due, Policy, Story } from '../../api/field'
import { policyStateWord } from '../../i18n/book'
import { day, daysUntil, money } from '../../i18n/format'
import { ruleWord } from '../../i18n/seats'
import { dueStateWord } from '../../i18n/work'
import { Section } from '../../ui/Section'
import { filled, linesFor, livePolicies } from './scripts'

interface Props {
  script: Lines
  story: Story
}

/** What to say, by what the call is for: only facts that stand in the insurer's books. */
export function Script({ script, story }: Props) {
  const { t } = useLingui()
  return (
    <Section title={`${t`话术要点`} · ${ruleWord(script)}`}>
      <ol className="script">
        {linesFor(script, story).map((line) => (
          <li key={line.zh}>
            <Filled line={line} story={story} />
            {line.shows === 'dues' && <Shown rows={story.dues.map((due) => [due.policy_id, <DueFacts key={due.policy_id} due={due} />])} />}
            {line.shows === 'cover' && <Shown rows={livePolicies(story).map((policy) => [policy.policy_id, <Cover key={policy.policy_id} policy={policy} />])} />}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Filled({ line, story }: { line: ScriptLine; story: Story }) {
  // A line is cut the same way every time.
  return filled(ruleWord(line), story).map((part, place) => (place % 2 === 0 ? part : <strong key={place}>{part}</strong>))
}

function Shown({ rows }: { rows: [number, React.ReactNode][] }) {
  return (
    <ul className="script-dues">
      {rows.map(([key, row]) => (
        <li key={key}>{row}</li>
      ))}
    </ul>
  )
}

function Cover({ policy }: { policy: Policy }) {
  return (
    <div className="row">
      <strong>{policy.product_name}</strong>
      <span className="soft">{policy.policy_no}</span>
      <span className="badge">{policyStateWord(policy.state)}</span>
      <span className="row-end">
        <Trans>
          保额 {policy.sum_insured === null ? '–' : money(policy.sum_insured)}，{day(policy.effective_on)} 生效
        </Trans>
      </span>
    </div>
  )
}

function DueFacts({ due }: { due: Due }) {
  const { t } = useLingui()
  const left = daysUntil(due.grace_ends)
  return (
    <>
      <div className="row">
        <strong>{due.product_name}</strong>
        <span className="soft">{due.policy_no}</span>
        <span className={due.state === 'suspended' ? 'row-end badge badge-bad' : 'row-end badge badge-warn'}>{dueStateWord(due.state)}</span>
      </div>
      <div className="row">
        <span className="script-amount">{money(due.amount)}</span>
        {due.unpaid > 1 && <span className="late">{t`共欠 ${due.unpaid} 期 ${money(due.unpaid_amount)}`}</span>}
        <span className="soft">
          <Trans>
            应缴日 {day(due.due_on)}，宽限期到 {day(due.grace_ends)}
          </Trans>
        </span>
        <span className={left <= 7 ? 'late' : undefined}>{left === 0 ? t`今天到期` : left > 0 ? t`还剩 ${left} 天` : t`已过 ${-left} 天`}</span>
      </div>
    </>
  )
}
