import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dateTime } from '../../i18n/format'
import { messageText, originWord } from '../../i18n/memos'
import { useDoing } from '../../outbox/operations'
import { useIsTyped } from '../../outbox/useTyped'
import { isUnread, type Laid } from '../../sync/messages'
import { Button } from '../../ui/Button'
import { NotSent } from '../../ui/NotSent'
import { Reply } from './Reply'

/** One message: who says what about whom, and what can be done with it. */
export function MessageCard({ message }: { message: Laid }) {
  const { t } = useLingui()
  const act = useDoing()
  const [opens, setOpens] = useState(false)
  const isTyped = useIsTyped('reply', message.message_id)
  const unread = isUnread(message)
  const canAnswer = message.origin !== 'system' && message.withdrawn_at === null && message.reply === null
  const from = [originWord(message.origin), message.sender].filter(Boolean).join(' ')
  return (
    <article className="card message" data-unread={unread || undefined} aria-label={t`${from}，${dateTime(message.sent_at)}`}>
      <header className="row">
        <strong>{from}</strong>
        <span className="soft">{dateTime(message.sent_at)}</span>
        <span className="row-end" />
        {unread && (
          <span className="badge badge-warn">
            <Trans>未读</Trans>
          </span>
        )}
      </header>
      <p className={message.withdrawn_at === null ? 'message-text' : 'soft'}>{messageText(message)}</p>
      {message.reply !== null && (
        <p className="message-reply">
          <Trans>您的回复：{message.reply}</Trans> {message.unsent && <NotSent />}
        </p>
      )}
      {(opens || isTyped) && canAnswer ? (
        <Reply message={message.message_id} onDone={() => setOpens(false)} />
      ) : (
        <div className="row">
          {message.customer_id !== null && (
            <Link to="/customers/$customerId" params={{ customerId: String(message.customer_id) }} className="button">
              {message.customer_name ?? t`客户全景`}
            </Link>
          )}
          <span className="row-end" />
          {canAnswer && (
            <Button onPress={() => setOpens(true)}>
              <Trans>回复</Trans>
            </Button>
          )}
          {unread && (
            <Button look="primary" icon="done" onPress={() => void act('message.read', { message_id: message.message_id })}>
              <Trans>已读</Trans>
            </Button>
          )}
        </div>
      )}
    </article>
  )
}
