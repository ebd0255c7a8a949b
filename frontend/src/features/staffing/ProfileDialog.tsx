import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import type { Specialist } from '../../api/desk'
import { problemOf } from '../../api/problem'
import { count, dateTime, percent } from '../../i18n/format'
import { gradeWord, languageWord } from '../../i18n/staff'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Choice, Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { draftOf, isMost, isShare, useKeeping, type Draft } from './profile'

const GRADES = [1, 2, 3, 4, 5]

interface Props {
  city: string
  one: Specialist
  onClose: () => void
}

/** What ops or a lead says of a specialist; the staff list's word stands beside each. */
export function ProfileDialog({ city, one, onClose }: Props) {
  const { t } = useLingui()
  return (
    <Dialog title={t`档案：${one.name_masked} ${one.staff_no}`} isOpen onClose={onClose}>
      <ProfileForm city={city} one={one} onClose={onClose} />
    </Dialog>
  )
}

function ProfileForm({ city, one, onClose }: Props) {
  const { t } = useLingui()
  const { profile } = one
  const { delivered } = profile
  const [draft, setDraft] = useState(() => draftOf(profile))
  const keeping = useKeeping(city, one, onClose)
  const set = (name: keyof Draft) => (value: string) => setDraft((before) => ({ ...before, [name]: value }))
  const byList = (value: string) => (value ? t`留空即按名单：${value}` : t`留空即按名单；名单没有写。`)
  const listed = {
    languages: delivered.languages.map(languageWord).join('、'),
    grade: delivered.grade === null ? '' : gradeWord(delivered.grade),
    share: delivered.working_share === null ? '' : percent(delivered.working_share),
    most: delivered.most_customers === null ? '' : t`${count(delivered.most_customers)} 位`,
  }
  const isReversed = draft.start !== '' && draft.last !== '' && draft.last < draft.start
  const isWhole = isShare(draft.share) && isMost(draft.most) && !isReversed && (draft.start === '' || draft.reason.trim() !== '')
  const isChanged = keeping.error !== null && problemOf(keeping.error).code === 'profile.changed'
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) keeping.mutate(draft)
      }}
    >
      <p className="soft">
        <Trans>填写的内容优先于专员名单，配格时一并权衡；导入新名单不会改掉它。</Trans>
      </p>
      <Field
        label={t`普通话以外的语言`}
        placeholder={t`如：粤语、英语；不会则填“无”`}
        hint={byList(listed.languages)}
        value={draft.languages}
        onChange={set('languages')}
        autoFocus
      />
      <Choice
        label={t`产品级别`}
        value={draft.grade}
        options={[{ value: '', label: listed.grade ? t`按名单：${listed.grade}` : t`按名单（没有写）` }, ...GRADES.map((grade) => ({ value: String(grade), label: gradeWord(grade) }))]}
        onChange={set('grade')}
      />
      <div className="field-pair">
        <Field
          label={t`工时比例（%）`}
          inputMode="numeric"
          hint={byList(listed.share)}
          value={draft.share}
          onChange={set('share')}
          {...(!isShare(draft.share) && { error: t`请填 5 到 100 的整数。` })}
        />
        <Field
          label={t`最多服务客户数`}
          inputMode="numeric"
          hint={byList(listed.most)}
          value={draft.most}
          onChange={set('most')}
          {...(!isMost(draft.most) && { error: t`请填不小于 1 的整数。` })}
        />
      </div>
      <div className="field-pair">
        <Field label={t`休假从`} type="date" value={draft.start} onChange={set('start')} />
        <Field
          label={t`到（含当天，未定可空）`}
          type="date"
          min={draft.start}
          value={draft.last}
          onChange={set('last')}
          isDisabled={draft.start === ''}
          {...(isReversed && { error: t`早于第一天。` })}
        />
      </div>
      <Field label={t`休假原因`} value={draft.reason} onChange={set('reason')} maxLength={60} isDisabled={draft.start === ''} isRequired={draft.start !== ''} />
      {profile.changed_at && (
        <p className="soft">
          <Trans>
            上次修改：{profile.changed_by}，{dateTime(profile.changed_at)}
          </Trans>
        </p>
      )}
      {keeping.error && <ErrorNotice error={keeping.error} />}
      <div className="row dialog-foot">
        {isChanged && (
          <Button
            onPress={() => {
              setDraft(draftOf(profile))
              keeping.reset()
            }}
          >
            <Trans>载入现在的内容</Trans>
          </Button>
        )}
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button type="submit" look="primary" isPending={keeping.isPending} isDisabled={!isWhole}>
          <Trans>保存</Trans>
        </Button>
      </div>
    </Form>
  )
}
