import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox } from 'react-aria-components'
import type { Story } from '../../api/field'
import { Choice, Field } from '../../ui/Field'
import { Key } from '../../ui/KeyCap'
import { dueKey, type Draft } from './draft'

interface Props {
  story: Story
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

/** What may go with any outcome: a payment link, the customer's language, where the recording is. */
export function CallExtras({ story, draft, onChange }: Props) {
  const { t } = useLingui()
  return (
    <>
      {story.dues.length > 0 && (
        <Checkbox className="check" isSelected={draft.link} onChange={(link) => onChange(linked(story, draft, link))} aria-keyshortcuts="l">
          <span className="check-box" aria-hidden="true" />
          <Trans>发送缴费链接到客户本人手机</Trans>
          <Key>L</Key>
        </Checkbox>
      )}
      <div className="two-fields">
        <Choice
          label={t`沟通语言`}
          value={draft.language}
          options={[
            { value: '', label: t`不变` },
            { value: 'zh', label: t`普通话` },
            { value: 'yue', label: t`粤语` },
            { value: 'en', label: t`英语` },
          ]}
          onChange={(language) => onChange({ language: language as Draft['language'] })}
        />
        <Field label={t`录音编号`} value={draft.recording} maxLength={120} onChange={(recording) => onChange({ recording })} />
      </div>
    </>
  )
}

/** The link is for the promised instalment, else for the one at the highest risk. */
export function linked(story: Story, draft: Draft, link: boolean): Partial<Draft> {
  const [first] = story.dues
  return { link, ...(link && draft.due === '' && first ? { due: dueKey(first) } : {}) }
}
