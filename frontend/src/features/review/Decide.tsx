import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Decision, DeclineReason, Offered } from '../../api/review'
import { decisionWord, declineReasonWord } from '../../i18n/review'
import { newId } from '../../outbox/ids'
import { useDoing } from '../../outbox/operations'
import { Button } from '../../ui/Button'

const DECISIONS: Decision[] = ['accept', 'decline', 'later']
const REASONS: DeclineReason[] = ['no_need', 'too_dear', 'has_elsewhere', 'ask_family', 'not_now', 'other']

interface Props {
  customer: number
  offered: Offered
  onSent: (opId: string) => void
}

/** His answer: three choices of the same weight, none of them made for him. */
export function Decide({ customer, offered, onSent }: Props) {
  const { t } = useLingui()
  const act = useDoing()
  const { product, figures } = offered
  const [decision, setDecision] = useState<Decision>()
  const [reason, setReason] = useState<DeclineReason>()
  const choose = (next: Decision) => {
    setDecision(next)
    if (next === 'accept') setReason(undefined)
  }
  const save = async () => {
    const answer = { proposal_id: newId(), customer_id: customer, product_code: product.product_code, figures, decision, ...(reason && { reason }) }
    const stored = await act('recommendation.decide', answer)
    if (stored) onSent(stored.op_id)
  }
  return (
    <div className="decide">
      <h3>
        <Trans>客户的答复：{product.name}</Trans>
      </h3>
      <fieldset className="decide-choices" aria-label={t`客户的答复`}>
        {DECISIONS.map((one) => (
          <button key={one} type="button" className="decide-choice" aria-pressed={decision === one} onClick={() => choose(one)}>
            {decisionWord(one)}
          </button>
        ))}
      </fieldset>
      {decision && decision !== 'accept' && (
        <fieldset className="chips" aria-label={t`原因（可不选）`}>
          {REASONS.map((one) => (
            <button key={one} type="button" className="chip" aria-pressed={reason === one} onClick={() => setReason(reason === one ? undefined : one)}>
              {declineReasonWord(one)}
            </button>
          ))}
        </fieldset>
      )}
      {decision && (
        <>
          <p className="soft">
            {decision === 'accept'
              ? t`「接受」只是有意向：专员会跟进，投保由客户本人在公司系统办理，这里不收款也不出单。`
              : t`不影响任何现有服务；一段时间内不再推荐这款产品。`}
          </p>
          <div>
            <Button look="primary" onPress={() => void save()}>
              <Trans>记下答复</Trans>
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
