import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Offered, Recommendation as Found } from '../../api/review'
import { dateTime } from '../../i18n/format'
import { decisionWord, declineReasonWord, reasonText } from '../../i18n/review'
import { useWaitingFor } from '../../outbox/fates'
import { FateNotice } from '../../ui/FateNotice'
import { Icon } from '../../ui/icons'
import { Decide } from './Decide'
import { Locked } from './Locked'
import { ProductCard } from './ProductCard'

/** One product behind its gate, or why there is none. It is not part of what is printed. */
export function Recommendation({ customer, found }: { customer: number; found: Found }) {
  const { t } = useLingui()
  const waiting = useWaitingFor((kind, payload) => kind === 'recommendation.decide' && payload['customer_id'] === customer)?.op_id
  const [sent, setSent] = useState<string>()
  return (
    <section className="review-card recommendation" aria-labelledby="recommendation" data-state={found.state}>
      <h2 id="recommendation">
        {found.state === 'locked' && <Icon name="lock" />}
        <Title state={found.state} />
      </h2>
      <FateNotice opId={waiting ?? sent} done={t`已记下客户的答复`} />
      {found.state === 'locked' ? <Locked customer={customer} reasons={found.reasons} /> : <Reasons found={found} />}
      {!waiting && found.offered.length > 0 && <Offers key={sent} customer={customer} found={found} onSent={setSent} />}
      {found.others.length > 0 && <Others found={found} />}
      {found.answers.length > 0 && <Answers found={found} />}
    </section>
  )
}

function Title({ state }: { state: string }) {
  if (state === 'locked') return <Trans>暂不可推荐</Trans>
  if (state === 'stop') return <Trans>建议终止投保</Trans>
  if (state === 'plain') return <Trans>产品清单</Trans>
  if (state === 'recommended') return <Trans>产品推荐</Trans>
  return <Trans>没有推荐</Trans>
}

function Reasons({ found }: { found: Found }) {
  return found.reasons.map((reason) => <p key={reasonText(reason)}>{reasonText(reason)}</p>)
}

function Offers({ customer, found, onSent }: { customer: number; found: Found; onSent: (opId: string) => void }) {
  const { t } = useLingui()
  const [chosen, choose] = useState<Offered | undefined>(found.state === 'recommended' ? found.offered[0] : undefined)
  return (
    <ul className="review-offers" aria-label={t`产品`}>
      {found.offered.map((one) => (
        <li key={one.product.product_code}>
          <ProductCard offered={one} isChosen={one === chosen} onChoose={found.state === 'plain' ? () => choose(one) : undefined} />
          {one === chosen && <Decide customer={customer} offered={one} onSent={onSent} />}
        </li>
      ))}
    </ul>
  )
}

function Others({ found }: { found: Found }) {
  return (
    <details className="others">
      <summary>
        <Trans>为什么不是其他产品（{found.others.length}）</Trans>
      </summary>
      <ul>
        {found.others.map(({ product, reasons }) => (
          <li key={product.product_code}>
            <strong>{product.name}</strong>
            <span>{reasons.map(reasonText).join('；')}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Answers({ found }: { found: Found }) {
  const { t } = useLingui()
  return (
    <ul className="answers" aria-label={t`以前的答复`}>
      {found.answers.map((answer) => (
        <li key={answer.at}>
          <strong>{decisionWord(answer.decision)}</strong> {answer.product_name}
          {answer.reason && `（${declineReasonWord(answer.reason)}）`} <span className="soft">{dateTime(answer.at)}</span>
        </li>
      ))}
    </ul>
  )
}
