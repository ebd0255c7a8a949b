import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { fieldRulesQuery } from '../../api/field-rules'
import type { Story } from '../../api/field'
import { dateTime } from '../../i18n/format'
import { whyText } from '../../i18n/why'
import { budgetAt, counted } from '../../rules/budget'
import { Notice } from '../../ui/Notice'
import { useNow } from '../../ui/now'

/** Whether he may be called now, and how often he was: by what this device knows, with a network or without. */
export function Budget({ contacts }: { contacts: Story['contacts'] }) {
  const { t } = useLingui()
  const now = useNow()
  const { data: rules } = useQuery(fieldRulesQuery)
  if (!rules) return null
  const budget = budgetAt(rules.contact_budget, counted(rules.contact_budget, contacts), 'service', 'call', now)
  if (budget.reasons.length === 0) {
    return (
      <p className="soft">
        {budget.windows.map(({ window: { days, contacts: most }, used }) => t`触达额度：${days} 天内来电 ${used.length}/${most}`).join(t`，`)}
      </p>
    )
  }
  return (
    <Notice tone="warn">
      <strong>
        <Trans>现在不宜致电</Trans>
      </strong>
      {budget.reasons.map((reason) => (
        <p key={reason.code + String(reason.params['days'])}>{whyText(reason)}</p>
      ))}
      {budget.freeAt !== undefined && (
        <p className="soft">
          <Trans>{dateTime(new Date(budget.freeAt).toISOString())} 起可以</Trans>
        </p>
      )}
    </Notice>
  )
}
