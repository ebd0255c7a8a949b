import { Trans } from '@lingui/react/macro'
import { dateTime } from '../../i18n/format'
import { Section } from '../../ui/Section'

interface Activation {
  at: string
  by: string
  reason: string
}

interface Props<A extends Activation> {
  title: string
  activations: A[]
  /** What was put in force, in words. */
  what: (one: A) => string
  /** What is said where nothing was. */
  none: string
}

/** What was put in force when, by whom and why. */
export function Activations<A extends Activation>({ title, activations, what, none }: Props<A>) {
  return (
    <Section title={title} many={activations.length} none={none}>
      <ol className="card-history">
        {activations.map((one) => (
          <li key={one.at}>
            <strong>{what(one)}</strong>
            <span className="soft">
              <Trans>
                {one.by} 于 {dateTime(one.at)} 启用：{one.reason}
              </Trans>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
