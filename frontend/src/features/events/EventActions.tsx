import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { eventQuery, type Event } from '../../api/activities'
import { answered, api, type Schemas } from '../../api/client'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice } from '../../ui/Notice'
import { tell } from '../../ui/toast'

type Step = Schemas['StateIn']['state']

/** Change it, open it for answers, close it, call it off. */
export function EventActions({ event, onEdit }: { event: Event; onEdit: () => void }) {
  const { t } = useLingui()
  const mayEdit = useMay('editEvents')
  const [isCancelling, setCancelling] = useState(false)
  const step = useStep(event)
  const isPlanned = event.state !== 'over' && event.state !== 'cancelled'
  const canEdit = mayEdit && isPlanned
  useKeys(canEdit ? { e: onEdit } : {})
  if (!canEdit) return null
  const go = (state: Step, said: string) => step.mutate(state, { onSuccess: () => tell(said) })
  return (
    <div className="row">
      <Button onPress={onEdit} aria-keyshortcuts="e">
        <Trans>编辑</Trans>
        <Key>E</Key>
      </Button>
      {event.state === 'open' && (
        <Button isPending={step.isPending} onPress={() => go('closed', t`已截止报名，已报名的客户不受影响。`)}>
          <Trans>截止报名</Trans>
        </Button>
      )}
      {(event.state === 'draft' || event.state === 'closed') && (
        <Button look="primary" isPending={step.isPending} onPress={() => go('open', t`已开放报名，专员现在可以邀请客户。`)}>
          {event.state === 'draft' ? <Trans>发布</Trans> : <Trans>重新开放报名</Trans>}
        </Button>
      )}
      <Button look="danger" onPress={() => setCancelling(true)}>
        <Trans>取消活动</Trans>
      </Button>
      {step.error && !isCancelling && <ErrorNotice error={step.error} />}
      <Dialog title={t`取消「${event.title}」`} isOpen={isCancelling} onClose={() => setCancelling(false)}>
        <p>
          {event.signed_up + event.waiting + event.invited > 0 ? (
            <Trans>报名、候补，以及受邀但还没答复的客户会收到取消通知。取消后不能恢复。</Trans>
          ) : (
            <Trans>还没有邀请过客户。取消后不能恢复。</Trans>
          )}
        </p>
        {step.error && <ErrorNotice error={step.error} />}
        <div className="row dialog-foot">
          <span className="row-end" />
          <Button onPress={() => setCancelling(false)}>
            <Trans>返回</Trans>
          </Button>
          <Button look="danger" isPending={step.isPending} onPress={() => step.mutate('cancelled', { onSuccess: () => setCancelling(false) })}>
            <Trans>确认取消</Trans>
          </Button>
        </div>
      </Dialog>
    </div>
  )
}

function useStep(event: Event) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (state: Step) => answered(api.PUT('/api/v1/events/{event_id}/state', { params: { path: { event_id: event.event_id } }, body: { state } })),
    onSuccess: (changed) => {
      queries.setQueryData(eventQuery(event.event_id).queryKey, changed)
      return queries.invalidateQueries({ queryKey: ['events'] })
    },
  })
}
