import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { debitDeliveryQuery, type DebitDelivery } from '../../api/debits'
import { useEvents } from '../../api/events'
import { takingStepWord } from '../../i18n/debits'
import { ErrorNotice, ProblemNotice } from '../../ui/Notice'
import { Progress } from '../../ui/Progress'
import { tell } from '../../ui/toast'

const isOver = ({ status }: DebitDelivery) => status === 'done' || status === 'failed'

/** A file on its way: how far it is, why it was not taken, or the way to what it became. */
export function Taking({ id }: { id: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const delivery = useQuery(debitDeliveryQuery(id))
  useEvents<DebitDelivery>(
    `/api/v1/debit-deliveries/${id}/events`,
    'delivery',
    debitDeliveryQuery(id).queryKey,
    delivery.data !== undefined && !isOver(delivery.data),
    isOver,
    // What was paid and what is due stands on many pages.
    () => void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'debit-delivery' }),
  )
  const open = useEffectEvent((fileId: string) => {
    if (delivery.data?.is_new === false) tell(t`这份文件以前收过，没有任何改变。`)
    void navigate({ to: '/census/debits/$fileId', params: { fileId }, replace: true })
  })
  const fileId = delivery.data?.file_id
  useEffect(() => {
    if (fileId) open(fileId)
  }, [fileId])
  if (delivery.error) return <ErrorNotice error={delivery.error} />
  if (!delivery.data) return null
  const { name, problem, progress } = delivery.data
  return (
    <>
      {!isOver(delivery.data) && (
        <Progress
          label={progress ? t`${name}：${takingStepWord(progress.step)}` : t`${name}：等待开始`}
          share={progress && progress.done / progress.total}
        />
      )}
      {problem && (
        <>
          <h2>
            <Trans>{name} 没有收下</Trans>
          </h2>
          <ProblemNotice problem={problem} />
        </>
      )}
    </>
  )
}
