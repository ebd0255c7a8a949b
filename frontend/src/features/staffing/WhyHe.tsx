import { useLingui } from '@lingui/react/macro'
import type { Tenure } from '../../api/desk'
import { count, decimal, metres, percent } from '../../i18n/format'
import { employmentWord, qualificationWord } from '../../i18n/staff'

type Reason = Tenure['reasons'][number]

/** All that was weighed when a cell was given to somebody, each with the way that it is worth. */
export function WhyHe({ reasons, customers }: { reasons: Reason[]; customers: number }) {
  const { t } = useLingui()
  const words = (one: Reason): string => {
    switch (one.what) {
      case 'way':
        return t`离家 ${metres(Number(one.value))}`
      case 'known_customers':
        return t`原本服务 ${count(Number(one.value))} / ${count(customers)} 位客户`
      case 'language':
        return t`用他们的语言服务 ${count(Number(one.value))} / ${count(customers)} 位客户`
      case 'grade':
        return t`级别够服务 ${count(Number(one.value))} / ${count(customers)} 位高等级客户`
      case 'capacity':
        return t`负荷为可承担的 ${percent(Number(one.value), 1, 0)}`
      case 'experience':
        return t`服务 ${decimal(Number(one.value), 1)} 年`
      case 'licence':
        return t`有${qualificationWord(String(one.value))}`
      case 'employment':
        return employmentWord(String(one.value))
      default:
        return one.value === null ? t`人工指定` : t`人工指定：${one.value}`
    }
  }
  if (reasons.length === 0) return null
  return (
    <ul className="reasons" aria-label={t`安排的理由`}>
      {reasons.map((one) => (
        <li key={one.what}>
          {words(one)}
          {one.worth_m !== 0 && one.what !== 'way' && <span className="soft"> {one.worth_m > 0 ? t`抵 ${metres(one.worth_m)} 路程` : t`多算 ${metres(-one.worth_m)} 路程`}</span>}
        </li>
      ))}
    </ul>
  )
}
