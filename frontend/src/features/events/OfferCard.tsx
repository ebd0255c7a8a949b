import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Offer } from '../../api/activities'
import { Button } from '../../ui/Button'
import { FateNotice } from '../../ui/FateNotice'
import { useActing, type Acting } from './acting'
import { OfferFacts } from './OfferFacts'
import { Persons } from './Persons'

interface Props {
  offer: Offer
  customer: number
  /** Nothing forbids to invite him by a message. */
  mayInvite: boolean
}

/** One event with what can be done about it now. */
export function OfferCard({ offer, customer, mayInvite }: Props) {
  const acting = useActing(offer.event_id, customer)
  return (
    <article className="card event-card" aria-label={offer.title}>
      <OfferFacts offer={offer} level="h2" />
      {offer.description && offer.may_answer && <p className="event-description">{offer.description}</p>}
      <FateNotice opId={acting.opId} />
      {!acting.waits && <Actions offer={offer} mayInvite={mayInvite} acting={acting} />}
    </article>
  )
}

function Actions({ offer, mayInvite, acting }: { offer: Offer; mayInvite: boolean; acting: Acting }) {
  const { t } = useLingui()
  const comes = offer.answer?.state === 'signed_up' || offer.answer?.state === 'waiting'
  return (
    <>
      {comes && <Change key={offer.answer?.persons} offer={offer} acting={acting} />}
      {!comes && offer.may_answer && <Ask offer={offer} mayInvite={mayInvite} acting={acting} />}
      {offer.may_mark && (
        <div className="event-actions">
          <Button aria-label={t`到场 ${offer.title}`} onPress={() => acting.attend(true)}>
            <Trans>到场</Trans>
          </Button>
        </div>
      )}
    </>
  )
}

function Ask({ offer, mayInvite, acting }: { offer: Offer; mayInvite: boolean; acting: Acting }) {
  const { t } = useLingui()
  const [persons, setPersons] = useState(1)
  const isMessaged = offer.invited.some((one) => one.channel === 'message')
  return (
    <div className="event-actions">
      <Persons value={persons} most={offer.most_persons} onChange={setPersons} />
      <Button look="primary" aria-label={t`报名 ${offer.title}`} onPress={() => acting.signUp(persons)}>
        {offer.left >= persons ? <Trans>报名</Trans> : <Trans>报名候补</Trans>}
      </Button>
      {offer.answer?.state !== 'declined' && (
        <Button aria-label={t`不参加 ${offer.title}`} onPress={acting.decline}>
          <Trans>不参加</Trans>
        </Button>
      )}
      {mayInvite && !isMessaged && (
        <Button aria-label={t`短信邀请 ${offer.title}`} onPress={acting.invite}>
          <Trans>短信邀请</Trans>
        </Button>
      )}
    </div>
  )
}

function Change({ offer, acting }: { offer: Offer; acting: Acting }) {
  const { t } = useLingui()
  const had = offer.answer?.persons ?? 1
  const [persons, setPersons] = useState(had)
  return (
    <div className="event-actions">
      {offer.may_answer && (
        <>
          <Persons value={persons} most={offer.most_persons} onChange={setPersons} />
          <Button look="primary" isDisabled={persons === had} aria-label={t`改人数 ${offer.title}`} onPress={() => acting.signUp(persons)}>
            <Trans>改人数</Trans>
          </Button>
        </>
      )}
      {offer.may_withdraw && (
        <Button look="danger" aria-label={t`取消报名 ${offer.title}`} onPress={acting.cancel}>
          <Trans>取消报名</Trans>
        </Button>
      )}
    </div>
  )
}
