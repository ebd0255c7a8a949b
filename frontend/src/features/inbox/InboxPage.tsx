import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { inboxQuery } from '../../api/messages'
import { useWaiting } from '../../outbox/operations'
import { laidOver } from '../../sync/messages'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { MessageCard } from './MessageCard'
import '../../styles/field.css'
import './inbox.css'

/** What others tell a specialist, and the system; without a network what this device has of it. */
export function InboxPage() {
  const { t } = useLingui()
  const waiting = useWaiting()
  const inbox = useQuery(inboxQuery)
  const all = laidOver(inbox.data ?? [], waiting.map((row) => row.operation))
  return (
    <div className="page-body field-page">
      <h1>
        <Trans>我的消息</Trans>
      </h1>
      {inbox.error && <ErrorNotice error={inbox.error} />}
      {inbox.isPending && <Waiting />}
      {inbox.isSuccess && all.length === 0 && (
        <Empty icon="message" title={t`没有消息`}>
          <p className="soft">
            <Trans>主管和坐席写给您的话，以及系统通知，会出现在这里，没有网络也能看。</Trans>
          </p>
        </Empty>
      )}
      <ul className="messages" aria-label={t`我的消息`}>
        {all.map((one) => (
          <li key={one.message_id}>
            <MessageCard message={one} />
          </li>
        ))}
      </ul>
    </div>
  )
}
