import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Offer } from '../../api/activities'
import { Button } from '../../ui/Button'
import type { Answering } from './acting'
import { CodeButton } from './CodeButton'
import { Persons } from './Persons'

interface Props {
  offer: Offer
  answering: Answering
  /** None where he may not be invited by a message. */
  onInvite?: (() => void) | undefined
}

/** What a customer says to an event: he comes, with so many, or not, or not any more. */
export function Answer(props: Props) {
  const { answer, may_answer: mayAnswer } = props.offer
  const comes = answer?.state === 'signed_up' || answer?.state === 'waiting'
  if (comes) return <Change key={answer.persons} {...props} />
  return mayAnswer ? <Ask {...props} /> : null
}

function Ask({ offer, answering, onInvite }: Props) {
  const { t } = useLingui()
  const [persons, setPersons] = useState(1)
  const isMessaged = offer.invited.some((one) => one.channel === 'message')
  return (
    <div className="event-actions">
      <Persons value={persons} most={offer.most_persons} onChange={setPersons} />
      <Button look="primary" aria-label={t`报名 ${offer.title}`} onPress={() => answering.signUp(persons)}>
        {offer.left >= persons ? <Trans>报名</Trans> : <Trans>报名候补</Trans>}
      </Button>
      {offer.answer?.state !== 'declined' && (
        <Button aria-label={t`不参加 ${offer.title}`} onPress={answering.decline}>
          <Trans>不参加</Trans>
        </Button>
      )}
      {onInvite && !isMessaged && (
        <Button aria-label={t`短信邀请 ${offer.title}`} onPress={onInvite}>
          <Trans>短信邀请</Trans>
        </Button>
      )}
    </div>
  )
}

function Change({ offer, answering }: Props) {
  const { t } = useLingui()
  const had = offer.answer?.persons ?? 1
  const [persons, setPersons] = useState(had)
  return (
    <div className="event-actions">
      {offer.may_answer && (
        <>
          <Persons value={persons} most={offer.most_persons} onChange={setPersons} />
          <Button look="primary" isDisabled={persons === had} aria-label={t`改人数 ${offer.title}`} onPress={() => answering.signUp(persons)}>
            <Trans>改人数</Trans>
          </Button>
        </>
      )}
      {offer.answer?.state === 'signed_up' && <CodeButton event={offer} code={offer.answer.code} of={offer.title} />}
      {offer.may_withdraw && (
        <Button look="danger" aria-label={t`取消报名 ${offer.title}`} onPress={answering.cancel}>
          <Trans>取消报名</Trans>
        </Button>
      )}
    </div>
  )
}
