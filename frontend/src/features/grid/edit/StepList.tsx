import { Trans, useLingui } from '@lingui/react/macro'
import type { Plan } from '../../../api/queries'
import { stepWord } from '../../../i18n/edit-words'
import { dateTime } from '../../../i18n/format'
import { useSteps } from './steps'

/** What was done to the plan by hand, newest first. */
export function StepList({ plan }: { plan: Plan }) {
  const { t } = useLingui()
  const { edits } = useSteps(plan)
  return (
    <details className="edit-steps">
      <summary>
        <Trans>编辑记录</Trans> <span className="soft">{edits.length}</span>
      </summary>
      {edits.length === 0 && <p className="soft">{t`还没有改动。`}</p>}
      <ol className="stack-tight">
        {edits.map((step) => (
          <li key={step.number} data-undone={step.undone || undefined}>
            {stepWord(step)}
            {step.undone && <span className="badge">{t`已撤销`}</span>} <span className="soft">{`${step.by} · ${dateTime(step.at)}`}</span>
          </li>
        ))}
      </ol>
    </details>
  )
}
