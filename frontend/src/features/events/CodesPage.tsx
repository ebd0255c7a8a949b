import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { eventQuery, guestsQuery } from '../../api/activities'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { placeOf } from './place'
import { QrCode } from './QrCode'
import { eventTime } from './times'
import './qr.css'

/** The codes of all who come, on paper: to be given out, or to be scanned from the list at the door. */
export function CodesPage() {
  const { t } = useLingui()
  const { eventId } = useParams({ from: '/shell/events/$eventId/codes' })
  const event = useQuery(eventQuery(eventId))
  const guests = useInfiniteQuery(guestsQuery(eventId))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = guests
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const error = event.error ?? guests.error
  const coming = guests.data?.pages.flatMap((page) => page.items).filter((one) => one.state === 'signed_up') ?? []
  return (
    <div className="page-body codes">
      <div className="row">
        <Link to="/events/$eventId" params={{ eventId }} search={{}} className="button button-quiet" aria-label={t`返回活动`}>
          <Icon name="back" />
        </Link>
        <h1>{event.data?.title}</h1>
        <span className="row-end" />
        <Button icon="print" isDisabled={coming.length === 0 || hasNextPage} onPress={() => window.print()}>
          <Trans>打印</Trans>
        </Button>
      </div>
      {error && <ErrorNotice error={error} />}
      {guests.isPending && <Waiting />}
      {event.data && (
        <p>
          {eventTime(event.data.starts_at, event.data.ends_at)} · {placeOf(event.data.station?.name, event.data.place)}
        </p>
      )}
      {guests.isSuccess && !hasNextPage && coming.length === 0 && <Empty icon="star" title={t`还没有客户报名`} />}
      <ul className="code-sheets" aria-label={t`签到码`}>
        {coming.map((guest) => (
          <li key={guest.sign_up_id}>
            <strong>{guest.name_masked}</strong> <Trans>{count(guest.persons)} 人</Trans>
            <QrCode code={guest.code} />
          </li>
        ))}
      </ul>
    </div>
  )
}
