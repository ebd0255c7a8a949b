import { Trans, useLingui } from '@lingui/react/macro'
import type { Story } from '../../api/field'
import { dateTime, day } from '../../i18n/format'
import { missingText } from '../../i18n/why'
import { careStateWord, STAGES, stageWord } from '../../i18n/work'
import { Icon } from '../../ui/icons'
import { Section } from '../../ui/Section'
import { WayToDo } from '../../ui/WayToDo'

type Care = NonNullable<Story['care']>

/** The four-sell: how far he has come, and what opens the next stage. */
export function Journey({ customer, care }: { customer: number; care: Care }) {
  const { t } = useLingui()
  const at = STAGES.findIndex((stage) => stage === care.stage)
  return (
    <Section title={t`四步经营`}>
      <ol className="journey">
        {STAGES.map((stage, index) => (
          <li key={stage} data-stage={stage} data-state={index < at ? 'past' : index === at ? 'now' : 'ahead'} aria-current={index === at ? 'step' : undefined}>
            <span className="journey-mark">{index < at ? <Icon name="done" size={16} /> : index + 1}</span>
            <span>{stageWord(stage)}</span>
          </li>
        ))}
      </ol>
      {care.next_stage && care.missing.length > 0 && (
        <div className="journey-next">
          <strong>
            <Trans>进入{stageWord(care.next_stage)}还需要：</Trans>
          </strong>
          <ul>
            {care.missing.map((reason) => (
              <li key={missingText(reason)}>
                {missingText(reason)} <WayToDo customer={customer} code={reason.code} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {care.unsent && (
        <p className="soft">
          <Trans>按本机所知推算，联网后以服务器为准。</Trans>
        </p>
      )}
      <dl className="customer-reach">
        <div>
          <dt>{t`状态`}</dt>
          <dd>{careStateWord(care.state)}</dd>
        </div>
        <div>
          <dt>{t`开始`}</dt>
          <dd>{day(care.opened_on)}</dd>
        </div>
        <div>
          <dt>{t`服务专员变更告知`}</dt>
          <dd>{care.notified_at ? t`${dateTime(care.notified_at)} 已送达` : t`未送达`}</dd>
        </div>
        <div>
          <dt>{t`首次建联`}</dt>
          <dd>{care.first_contact_at ? dateTime(care.first_contact_at) : care.wave_on ? t`计划 ${day(care.wave_on)}` : '–'}</dd>
        </div>
      </dl>
    </Section>
  )
}
