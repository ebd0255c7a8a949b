import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { callReviewQuery, callReviewsQuery, scoreCall, type CallReview } from '../../api/seats'
import { dateTime } from '../../i18n/format'
import { ruleWord } from '../../i18n/seats'
import { callOutcomeWord, taskKindWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { NoteField } from '../../ui/NoteField'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'

interface Props {
  city: string
  review: string
  leads: boolean
  onClose: () => void
}

/** A drawn call with its note, and the sheet on which it is scored. */
export function ScoreDialog({ city, review, leads, onClose }: Props) {
  const { t } = useLingui()
  const found = useQuery(callReviewQuery(review))
  return (
    <Dialog title={t`通话质检`} isOpen onClose={onClose} wide>
      {found.isPending && <Waiting />}
      {found.error && <ErrorNotice error={found.error} />}
      {found.data && <Sheet city={city} review={found.data} leads={leads} onClose={onClose} />}
    </Dialog>
  )
}

function Sheet({ city, review, leads, onClose }: Omit<Props, 'review'> & { review: CallReview }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [scores, setScores] = useState<Record<string, string>>(() => Object.fromEntries(review.items.map((item) => [item.code, String(review.scores?.[item.code] ?? item.most)])))
  const [comment, setComment] = useState(review.comment)
  const given = Object.fromEntries(review.items.map((item) => [item.code, Math.min(item.most, Number(scores[item.code] ?? 0))]))
  const fatal = review.items.some((item) => item.vital && given[item.code] === 0)
  const total = fatal ? 0 : review.items.reduce((sum, item) => sum + (given[item.code] ?? 0), 0)
  const save = useMutation({
    mutationFn: () => scoreCall(review.review_id, { scores: given, comment }),
    onSuccess: async (saved) => {
      queries.setQueryData(callReviewQuery(review.review_id).queryKey, saved)
      await queries.invalidateQueries(callReviewsQuery(city))
      onClose()
    },
  })
  return (
    <div className="stack">
      <div className="row">
        <strong>{review.seat_name}</strong>
        <span>{review.name_masked}</span>
        <span className="soft">{dateTime(review.begun_at)}</span>
        <span className="badge">{taskKindWord(review.kind)}</span>
        <span className="badge">{callOutcomeWord(review.outcome)}</span>
      </div>
      <p className={review.note ? undefined : 'soft'}>{review.note || t`没有备注。`}</p>
      <div className="score-items">
        {review.items.map((item) => (
          <Field
            key={item.code}
            label={item.vital ? t`${ruleWord(item)}（0–${item.most}，0 分则全通 0 分）` : t`${ruleWord(item)}（0–${item.most}）`}
            inputMode="numeric"
            isReadOnly={!leads}
            value={scores[item.code] ?? ''}
            onChange={(value) => setScores({ ...scores, [item.code]: value.replace(/\D/g, '') })}
          />
        ))}
      </div>
      <NoteField label={t`给坐席的话`} value={comment} maxLength={2000} isReadOnly={!leads} onChange={setComment} />
      {save.error && <ErrorNotice error={save.error} />}
      <div className="row dialog-foot">
        <strong className={fatal ? 'late' : undefined}>{t`合计 ${total} / ${review.most} 分`}</strong>
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
        {leads && (
          <Button look="primary" onPress={() => save.mutate()} isPending={save.isPending}>
            <Trans>保存得分</Trans>
          </Button>
        )}
      </div>
    </div>
  )
}
