import { Trans, useLingui } from '@lingui/react/macro'
import type { Offered } from '../../api/review'
import { money } from '../../i18n/format'
import { noteText, reasonText } from '../../i18n/review'
import { Button } from '../../ui/Button'

interface Props {
  offered: Offered
  isChosen: boolean
  /** Where there are several to choose from. */
  onChoose: (() => void) | undefined
}

/** A product with the amounts of the insurer's table, and why it is here. */
export function ProductCard({ offered, isChosen, onChoose }: Props) {
  const { t } = useLingui()
  const { product } = offered
  return (
    <article className="offer" data-chosen={isChosen || undefined}>
      <div className="need-title">
        <h3>{product.name}</h3>
        <span className="badge">{t`${offered.product_class} 类`}</span>
      </div>
      <dl className="review-facts">
        <div>
          <dt>{t`最低年缴`}</dt>
          <dd>{product.premium_from === null ? '–' : money(product.premium_from)}</dd>
        </div>
        <div>
          <dt>{t`投保年龄`}</dt>
          <dd>{product.age_from === null || product.age_to === null ? '–' : t`${product.age_from} 至 ${product.age_to} 岁`}</dd>
        </div>
        <div>
          <dt>{t`缴费年期`}</dt>
          <dd>{product.pay_years.map((years) => (/^\d+$/.test(years) ? t`${years} 年` : t`趸缴`)).join('、') || '–'}</dd>
        </div>
      </dl>
      {offered.reasons.length > 0 && (
        <ul className="reasons">
          {offered.reasons.map((reason) => (
            <li key={reason.code}>{reasonText(reason)}</li>
          ))}
        </ul>
      )}
      {offered.notes.map((reason) => (
        <p key={reason.code} className="need-note">
          {noteText(reason)}
        </p>
      ))}
      {onChoose && (
        <div>
          <Button onPress={onChoose} isDisabled={isChosen}>
            {isChosen ? <Trans>已选</Trans> : <Trans>谈这一款</Trans>}
          </Button>
        </div>
      )}
    </article>
  )
}
