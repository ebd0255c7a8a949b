import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { treatmentQuery, type Treatment } from '../../api/treatment'
import { count, percent } from '../../i18n/format'
import { useCity } from '../../session/city'
import { Figure, Figures } from '../../ui/Figures'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { Rates } from './Rates'
import { RiskPage } from './RiskPage'
import { Runs } from './Runs'
import { interval, points } from './intervals'
import './treatment.css'

/** Whom to treat: what contacts bring as far as it is known, and what the last nights decided. */
export function TreatmentPage() {
  const city = useCity()?.code ?? ''
  const treatment = useQuery(treatmentQuery(city))
  return (
    <RiskPage found={treatment}>
      {(found) => (
        <>
          <Effect treatment={found} />
          <Rates treatment={found} />
          <Runs runs={found.runs} />
        </>
      )}
    </RiskPage>
  )
}

function Effect({ treatment }: { treatment: Treatment }) {
  const { t } = useLingui()
  const effect = treatment.effect
  const rate = (value: number | null | undefined) => (value == null ? '–' : percent(value))
  const isKnown = effect?.low != null && effect.high != null
  return (
    <Section title={t`联系有没有用`}>
      <p className="soft">
        <Trans>
          按抽签，{percent(treatment.held_out_share, 1, 0)} 的客户永久留作对照：不因应缴主动联系，法定通知和正式缴费通知照发。这里比较两组在宽限期内缴费的比例，只算应缴日后满 {treatment.closed_after_days} 天的应缴；无论实际做了什么，按抽签时的分组算。
        </Trans>
      </p>
      {!isKnown && (
        <Notice tone="warn">
          <span>
            <Trans>满期的应缴还太少，不能说联系带来了多少。</Trans>
          </span>
        </Notice>
      )}
      <Figures>
        <Figure label={t`可联系的：缴费比例`} value={rate(effect?.treated_paid)} note={t`${count(effect?.treated ?? 0)} 笔`} />
        <Figure label={t`对照组：缴费比例`} value={rate(effect?.held_out_paid)} note={t`${count(effect?.held_out ?? 0)} 笔`} />
        <Figure
          label={t`相差（百分点）`}
          value={effect?.difference == null ? '–' : points(effect.difference)}
          note={isKnown ? t`95% 区间 ${interval(effect.low ?? 0, effect.high ?? 0)}` : t`区间未知`}
        />
      </Figures>
    </Section>
  )
}
