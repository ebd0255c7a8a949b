import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { callReviewsQuery, drawCalls } from '../../api/seats'
import { today } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { tell } from '../../ui/toast'
import { Waiting } from '../../ui/Waiting'
import { ReviewTable } from './ReviewTable'
import { ScoreDialog } from './ScoreDialog'

/** Calls drawn by lot, and scored. */
export function QualityPanel({ city, leads }: { city: string; leads: boolean }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const reviews = useQuery(callReviewsQuery(city))
  const [day, setDay] = useState(today)
  const [each, setEach] = useState('2')
  const [open, setOpen] = useState<string>()
  const draw = useMutation({
    mutationFn: () => drawCalls(city, day, Number(each) || 1),
    onSuccess: ({ drawn }) => {
      tell(t`抽到 ${drawn} 通。`)
      return queries.invalidateQueries(callReviewsQuery(city))
    },
  })
  return (
    <div className="stack">
      {leads && (
        <Section title={t`抽样`}>
          <div className="move-form">
            <Field label={t`哪一天的通话`} type="date" value={day} max={today()} onChange={setDay} />
            <Field label={t`每名坐席抽几通`} inputMode="numeric" value={each} onChange={(value) => setEach(value.replace(/\D/g, ''))} />
            <div className="move-act">
              <Button onPress={() => draw.mutate()} isPending={draw.isPending} isDisabled={day === ''}>
                <Trans>随机抽取</Trans>
              </Button>
            </div>
          </div>
          {draw.error && <ErrorNotice error={draw.error} />}
        </Section>
      )}
      <Section title={t`抽到的通话`} many={reviews.data?.items.length} none={t`还没有抽到的通话。选一天，按每名坐席随机抽取。`}>
        {reviews.isPending && <Waiting />}
        {reviews.error && <ErrorNotice error={reviews.error} />}
        {reviews.data && <ReviewTable reviews={reviews.data.items} leads={leads} onOpen={setOpen} />}
      </Section>
      {open && <ScoreDialog city={city} review={open} leads={leads} onClose={() => setOpen(undefined)} />}
    </div>
  )
}
