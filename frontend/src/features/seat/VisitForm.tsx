import { Trans, useLingui } from '@lingui/react/macro'
import type { Story } from '../../api/field'
import { today } from '../../i18n/format'
import { dayPartWord, requestReasonWord, requestStateWord } from '../../i18n/work'
import { Choice, Field } from '../../ui/Field'
import { Notice } from '../../ui/Notice'
import { NoteField } from '../../ui/NoteField'
import type { Draft } from './draft'

interface Props {
  story: Story
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

const REASONS: Draft['visitReason'][] = ['lapse_risk', 'unreachable', 'debit_repair', 'dispute', 'wants_visit']
const PARTS = ['morning', 'afternoon', 'evening'] as const

/** What the specialist has to know to go there. */
export function VisitForm({ story, draft, onChange }: Props) {
  const { t } = useLingui()
  const isWished = draft.outcome === 'wants_visit'
  const open = story.requests.find((request) => request.state === 'pending' || request.state === 'accepted')
  if (open)
    return (
      <Notice tone="warn">
        <strong>
          <Trans>这位客户已有一个没办完的转上门：{requestStateWord(open.state)}。</Trans>
        </strong>
        <span>
          <Trans>不能再提一个。请选择其他结果，并取消勾选「转上门」。</Trans>
        </span>
      </Notice>
    )
  return (
    <div className="outcome-form stack-tight">
      <WhoGoes story={story} />
      {!isWished && (
        <Choice
          label={t`为什么要上门`}
          value={draft.visitReason}
          options={REASONS.map((reason) => ({ value: reason, label: requestReasonWord(reason) }))}
          onChange={(reason) => onChange({ visitReason: reason as Draft['visitReason'] })}
        />
      )}
      <div className="two-fields">
        <Field label={t`希望哪天`} type="date" min={today()} value={draft.wishedOn} onChange={(wishedOn) => onChange({ wishedOn })} autoFocus={isWished} />
        <Choice
          label={t`时段`}
          value={draft.wishedPart}
          options={[{ value: '', label: t`都可以` }, ...PARTS.map((part) => ({ value: part, label: dayPartWord(part) }))]}
          onChange={(part) => onChange({ wishedPart: part as Draft['wishedPart'] })}
        />
      </div>
      <NoteField
        label={t`告诉专员`}
        placeholder={t`例如：门禁找物业，儿子周末在家`}
        rows={2}
        maxLength={1000}
        value={draft.visitNote}
        onChange={(visitNote) => onChange({ visitNote })}
      />
    </div>
  )
}

function WhoGoes({ story }: { story: Story }) {
  const { cell } = story
  if (!cell)
    return (
      <Notice tone="warn">
        <Trans>客户还不在任何网格里，请求会交给网点主管处理。</Trans>
      </Notice>
    )
  const who = cell.specialist ?? cell.stand_in
  if (!who)
    return (
      <Notice tone="warn">
        <Trans>
          网格 {cell.number} {cell.name} 现在没有专员，请求会交给网点主管处理。
        </Trans>
      </Notice>
    )
  return (
    <p className="soft">
      {cell.specialist ? (
        <Trans>
          交给网格 {cell.number} {cell.name} 的专员 {who}
        </Trans>
      ) : (
        <Trans>
          网格 {cell.number} {cell.name} 空缺，交给代管专员 {who}
        </Trans>
      )}
    </p>
  )
}
