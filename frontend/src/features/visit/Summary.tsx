import { Trans, useLingui } from '@lingui/react/macro'
import type { Due } from '../../api/field'
import { count, day, money } from '../../i18n/format'
import { nextStepWord, visitOutcomeWord } from '../../i18n/work'
import { usePhotos } from '../../photos/hooks'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { Picture } from '../photos/Taken'
import { Acknowledging } from './Acknowledging'
import { lacking, photosOfVisit, wasMet, type Draft, type Step } from './draft'
import { chosenDue } from './Options'
import { useStepWord } from './words'
import '../photos/photos.css'

interface Props {
  draft: Draft
  dues: Due[]
  onChange: (part: Partial<Draft>) => void
  onEdit: (step: Step) => void
}

/** What will be kept, once more, with a way back to each part. */
export function Summary({ draft, dues, onChange, onEdit }: Props) {
  const { t } = useLingui()
  const word = useStepWord()
  const due = chosenDue(dues, draft)
  const missing = lacking(draft)
  const next = draft.next_step ?? 'none'
  return (
    <div className="visit-center">
      {missing && (
        <Notice tone="warn">
          <span>
            <Trans>还差一步：{word(missing)}</Trans>
          </span>
          <Button onPress={() => onEdit(missing)}>
            <Trans>去填写</Trans>
          </Button>
        </Notice>
      )}
      <dl className="summary">
        <Line label={t`面访结果`} value={draft.outcome ? visitOutcomeWord(draft.outcome) : '–'} onEdit={() => onEdit('outcome')} />
        {draft.outcome === 'promised' && (
          <Line
            label={t`承诺`}
            value={`${due ? money(due.amount) : ''} ${draft.promised_on ? t`${day(draft.promised_on)} 前缴` : '–'}`}
            onEdit={() => onEdit('promise')}
          />
        )}
        <Line label={t`记录`} value={draft.note || '–'} onEdit={() => onEdit('note')} />
        <Line label={t`照片`} value={<Photos draft={draft} />} onEdit={() => onEdit('note')} />
        <Line
          label={t`下一步`}
          value={next === 'visit_again' && draft.next_on ? `${nextStepWord(next)} · ${day(draft.next_on)}` : nextStepWord(next)}
          onEdit={() => onEdit('note')}
        />
      </dl>
      {draft.outcome && wasMet(draft.outcome) && <Acknowledging draft={draft} onChange={onChange} />}
    </div>
  )
}

/** How many, and what is on them: also of those that the server has, and this device no more. */
function Photos({ draft }: { draft: Draft }) {
  const { t } = useLingui()
  const { all } = usePhotos()
  const here = all.filter((photo) => photo.subject === photosOfVisit(draft) && !photo.isSignature && !photo.isRemoved)
  const { named } = draft
  const sent = named?.all.filter((digest) => digest !== named.signature && here.every((photo) => photo.sha256 !== digest)) ?? []
  const many = here.length + sent.length
  if (many === 0) return '–'
  return (
    <>
      {t`${count(many)} 张`}
      {here.length > 0 && (
        <span className="photos-small">
          {here.map((photo) => (
            <Picture key={photo.id} photo={photo} />
          ))}
        </span>
      )}
    </>
  )
}

function Line({ label, value, onEdit }: { label: string; value: React.ReactNode; onEdit: () => void }) {
  const { t } = useLingui()
  return (
    <div className="summary-line">
      <dt>{label}</dt>
      <dd>
        <span>{value}</span>
        <Button look="quiet" aria-label={t`修改${label}`} onPress={onEdit}>
          <Trans>修改</Trans>
        </Button>
      </dd>
    </div>
  )
}
