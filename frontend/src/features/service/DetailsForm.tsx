import { Trans, useLingui } from '@lingui/react/macro'
import type { ServiceList } from '../../api/service'
import { problemOf } from '../../api/problem'
import { detailWord } from '../../i18n/service'
import { problemText } from '../../i18n/problems'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { ProblemNotice } from '../../ui/Notice'
import { DETAILS, isEmpty, type DetailName, type ServiceDraft } from './draft'

interface Props {
  draft: ServiceDraft
  onFile: ServiceList['on_file'] | undefined
  error: unknown
  isBusy: boolean
  isOnline: boolean
  onChange: (part: Partial<ServiceDraft>) => void
  onSend: () => void
}

const KEYBOARDS = { mobile: 'tel', landline: 'tel', address: 'text', postcode: 'numeric' } as const

/** Only what changes is written; what stays empty stays as it is. */
export function DetailsForm({ draft, onFile, error, isBusy, isOnline, onChange, onSend }: Props) {
  const { t } = useLingui()
  const problem = error ? problemOf(error) : undefined
  const wrong = problem?.code === 'service.invalid_detail' ? problem.params['field'] : undefined
  const now = (name: DetailName) => (name === 'postcode' ? undefined : onFile?.[name])
  return (
    <form
      className="visit-center"
      // What the server refused must not keep the corrected form from being sent.
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSend()
      }}
    >
      <h2>
        <Trans>只填变更的项目</Trans>
      </h2>
      {DETAILS.map((name) => (
        <Field
          key={name}
          label={detailWord(name)}
          {...(now(name) && { hint: t`现在：${now(name)!}` })}
          {...(wrong === name && problem && { error: problemText(problem).todo })}
          value={draft[name]}
          onChange={(value) => onChange({ [name]: value })}
          maxLength={300}
          inputMode={KEYBOARDS[name]}
          autoComplete="off"
        />
      ))}
      <p className="soft">
        {draft.mobile.trim() ? t`验证码发到新手机，证明号码是客户本人的；旧手机会收到变更通知。` : t`验证码发到登记的手机。`}
      </p>
      {problem && <ProblemNotice problem={problem} />}
      <Button type="submit" look="primary" isDisabled={isBusy || !isOnline || isEmpty(draft)}>
        <Trans>受理并发验证码</Trans>
      </Button>
    </form>
  )
}
