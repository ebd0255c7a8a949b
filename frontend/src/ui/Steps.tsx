import { useLingui } from '@lingui/react/macro'

interface Props<Step extends string> {
  steps: Step[]
  at: Step
  /** How many of them can be gone to. */
  reached: number
  word: (step: Step) => string
  onChoose: (step: Step) => void
}

export function Steps<Step extends string>({ steps, at, reached, word, onChoose }: Props<Step>) {
  const { t } = useLingui()
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
