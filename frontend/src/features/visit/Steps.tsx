import { useLingui } from '@lingui/react/macro'
import type { Step } from './draft'
import { useStepWord } from './words'

interface Props {
  steps: Step[]
  at: Step
  /** How many of them can be gone to. */
  reached: number
  onChoose: (step: Step) => void
}

export function Steps({ steps, at, reached, onChoose }: Props) {
  const { t } = useLingui()
  const word = useStepWord()
  const here = steps.indexOf(at)
  return (
    <nav aria-label={t`步骤`}>
      <ol className="visit-steps">
        {steps.map((step, index) => (
          <li key={step}>
            <button
              type="button"
              className="visit-step"
              aria-current={step === at ? 'step' : undefined}
              data-past={index < here || undefined}
              disabled={index >= reached}
              onClick={() => onChoose(step)}
            >
              <span className="visit-step-number" aria-hidden="true">
                {index + 1}
              </span>
              <span className="visit-step-name">{word(step)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
