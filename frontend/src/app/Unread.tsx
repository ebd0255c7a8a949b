import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { inboxQuery } from '../api/messages'
import { count } from '../i18n/format'
import { useWaiting } from '../outbox/operations'
import { isUnread, laidOver } from '../sync/messages'
import { Icon } from '../ui/icons'

/** How many messages want to be read, on every screen of a specialist. */
export function Unread() {
  const { t } = useLingui()
  const waiting = useWaiting()
  const { data } = useQuery(inboxQuery)
  const many = laidOver(data ?? [], waiting.map((row) => row.operation)).filter(isUnread).length
  return (
    <Link to="/inbox" className="button button-quiet">
      <span className={many > 0 ? 'badge badge-warn' : 'badge'}>
        <Icon name="message" size={16} />
        <span className="bar-words">{t`未读消息`} </span>
        {count(many)}
      </span>
    </Link>
  )
}
