import { Trans, useLingui } from '@lingui/react/macro'
import type { ModelList } from '../../api/risk-models'
import { dateTime } from '../../i18n/format'
import { Section } from '../../ui/Section'

/** What was put in force when, by whom and why. */
export function ModelHistory({ found }: { found: ModelList }) {
  const { t } = useLingui()
  return (
    <Section title={t`启用模型的记录`} many={found.activations.length} none={t`还没有启用过模型。`}>
      <ol className="card-history">
        {found.activations.map((one) => (
          <li key={one.at}>
            <strong>{one.model === null ? t`评分卡` : t`模型 ${one.model}`}</strong>
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
