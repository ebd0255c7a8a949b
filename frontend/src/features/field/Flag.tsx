import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { TodayItem, VisitRequest } from '../../api/field'
import { day } from '../../i18n/format'
import { timeLeft } from '../../i18n/format'
import { dayPartWord, requestReasonWord } from '../../i18n/work'
import { useDoing, useWaiting } from '../../outbox/operations'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { useNow } from '../../ui/now'
import { Returning } from './Declining'

const HALF_MINUTE = 30_000

/** What a seat asks for, and the answer to it: accept, or return with a reason, in time. */
export function Flag({ item, request }: { item: TodayItem; request: VisitRequest }) {
  const { t } = useLingui()
  const act = useDoing()
  const [isReturning, setReturning] = useState(false)
  const left = timeLeft(request.accept_by, useNow(HALF_MINUTE))
  const waits = useWaiting().some(({ operation }) => operation.payload['request_id'] === request.id)
  return (
    <div className="flag">
      <p>
        <strong>{requestReasonWord(request.reason)}</strong>
        {request.wished_on && <span> · {t`希望 ${day(request.wished_on)}`}</span>}
        {request.wished_part && <span> {dayPartWord(request.wished_part)}</span>}
      </p>
      {request.note && <p className="flag-note">{request.note}</p>}
      {request.state === 'pending' && (
        <p className={left ? 'flag-timer' : 'flag-timer flag-late'}>
          <Icon name="clock" size={16} />
          {left ? t`请在 ${left}内接单` : t`接单时间已过`}
        </p>
      )}
      {!waits && (
        <div className="stop-actions">
          {request.state === 'pending' && (
            <Button
              look="primary"
              icon="done"
              aria-label={t`接单 ${item.name_masked}`}
              onPress={() => void act('request.accept', { request_id: request.id })}
            >
              <Trans>接单</Trans>
            </Button>
          )}
          <Button aria-label={t`退单 ${item.name_masked}`} onPress={() => setReturning(true)}>
            <Trans>退单</Trans>
          </Button>
        </div>
      )}
      {waits && (
        <p>
          <span className="badge badge-warn">
            <Trans>答复已记在本机，待上传</Trans>
          </span>
        </p>
      )}
      {isReturning && <Returning request={request} onClose={() => setReturning(false)} />}
    </div>
  )
}
