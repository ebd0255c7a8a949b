import { Trans, useLingui } from '@lingui/react/macro'
import type { FieldRules } from '../../api/field-rules'
import { messageText, untellable } from '../../rules/appointments'
import { Notice } from '../../ui/Notice'
import { untellableText } from './words'
import type { Appointment } from './data'

interface Props {
  rules: FieldRules
  him: { name_masked: string; do_not_call: boolean; appointments: Appointment[] }
  from: number
  now: number
}

/** What the customer is told, with who comes and under which number he is registered; or why nothing is sent. */
export function Message({ rules, him, from, now }: Props) {
  const { t } = useLingui()
  const why = untellable(rules.appointments, him, now)
  if (why) {
    return (
      <Notice tone="warn">
        <span>{untellableText(why)}</span>
      </Notice>
    )
  }
  return (
    <figure className="appointment-message" aria-label={t`短信内容`}>
      <blockquote lang="zh">{messageText(rules.confirmation, him.name_masked, from)}</blockquote>
      <figcaption className="soft">
        <Trans>联网后由公司短信平台发到客户手机；夜间等到早上再发。</Trans>
      </figcaption>
    </figure>
  )
}
