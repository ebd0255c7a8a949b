import { useLingui } from '@lingui/react/macro'
import type { Offer } from '../../api/activities'
import { count, dateTime, day } from '../../i18n/format'
import { eventKindWord, fitText, inviteChannelWord } from '../../i18n/event-words'
import { Icon } from '../../ui/icons'
import { AnswerBadge, EventBadge } from './EventBadge'
import { placeOf } from './place'
import { eventTime } from './times'

/** An event as a customer is told of it: what, when, where, why it suits him, and how he stands to it. */
export function OfferFacts({ offer, level }: { offer: Offer; level: 'h2' | 'h3' }) {
  const { t } = useLingui()
  const Title = level
  const { answer, invited } = offer
  return (
    <>
      <div className="row event-title">
        <Title>{offer.title}</Title>
        <span className="badge">{eventKindWord(offer.kind)}</span>
        {offer.state !== 'open' && <EventBadge state={offer.state} />}
        {answer && <AnswerBadge state={answer.state} />}
        {answer && answer.persons > 1 && <span className="soft">{t`${count(answer.persons)} 人`}</span>}
      </div>
      <p className="event-line">
        <Icon name="clock" size={16} />
        <span>
          {eventTime(offer.starts_at, offer.ends_at)}
          {offer.may_answer && <span className="soft"> · {t`${day(offer.answer_by)} 前报名`}</span>}
        </span>
      </p>
      <p className="event-line">
        <Icon name="pin" size={16} />
        <span>{placeOf(offer.station, offer.place)}</span>
      </p>
      {offer.may_answer && (
        <ul className="event-reasons">
          {offer.reasons.map(fitText).map((text) => (
            <li key={text} className="badge">
              {text}
            </li>
          ))}
        </ul>
      )}
      {invited.length > 0 && <p className="soft">{invited.map((one) => `${inviteChannelWord(one.channel)} ${dateTime(one.at)}`).join(' · ')}</p>}
    </>
  )
}
