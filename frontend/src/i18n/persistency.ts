/** Words of the switches of persistency: what each value says, and the definition as a sentence. */
import { t } from '@lingui/core/macro'
import type { Switches } from '../address/desk'
import { wordOf } from './words'

export const VERDICTS = [
  'in', 'paid', 'unpaid', 'open', 'out', 'other_pay_mode', 'other_owner', 'not_listed', 'single_pay', 'one_year', 'completed', 'cooling_off', 'claim', 'waived',
  'moved_out', 'converted', 'organisation', 'other_currency', 'suspended',
] // prettier-ignore

export function monthWord(k: string | undefined): string {
  return k === 'all' ? t`全缴次` : t`${12 * Number(k ?? 1) + 1}个月`
}

export const byWord = wordOf({
  cell: () => t`网格`,
  station: () => t`网点`,
  specialist: () => t`网格专员`,
  seat: () => t`线上坐席`,
  'agent-cohort': () => t`业务员离职季度`,
  product: () => t`险种`,
  channel: () => t`销售渠道`,
  city: () => t`全市`,
})

/** Owners that are words of the program's own. */
export const ownerWord = wordOf({
  '': () => t`应缴日没有归属`,
  city: () => t`全市`,
  in_service: () => t`业务员在职`,
  no_agent: () => t`业务员不明`,
  left: () => t`已离职，日期不明`,
  agent: () => t`个人代理人`,
  company: () => t`公司直管`,
})

/** The definition in words, all switches said. */
export function definitionOf(how: Switches): string[] {
  const years = Number(how.k ?? 1)
  return [
    how.pay === 'all'
      ? t`个人、期缴、长期保单，所有缴费方式，一个保单年度的各期合计`
      : how.pay === 'anniversary'
        ? t`个人、期缴、长期保单，所有缴费方式，只看保单周年日那一期，对一期的保费`
        : t`个人、年缴、长期保单`,
    how.window === 'rolling' ? t`截至该月的十二个月内生效` : t`该月生效`,
    how.k === 'all' ? t`第二年及以后每个续期年度，起缴日都在该月之后第 12 个月` : t`看第 ${years + 1} 个保单年度`,
    how.against === 'year_before' ? t`按时收到的 ÷ 上一年度按时收到的（环比）` : t`按时收到的 ÷ 首年保费（累计）`,
    how.basis === 'count' ? t`按件数` : t`按保费`,
    how.timing === 'day' ? t`按时：应缴日后 60 天内收到` : t`按时：应缴月之后第二个月的月底（宽末月）前收到`,
    how.apl === 'yes' ? t`自动垫交算收到` : t`自动垫交不算收到，还清后以客户缴费计`,
    how.reinstated === 'yes' ? t`逾期后复效补缴的算收到` : t`逾期后复效补缴的不算`,
    how.suspended_out === 'yes' ? t`效力中止的移出分母（会偏高）` : t`效力中止、退保的留在分母`,
    how.claims_in === 'yes' ? t`理赔终止的留在分母，算未收到` : t`理赔终止的不计入`,
    how.riders === 'no' ? t`加保的附加险保费不算` : t`加保的附加险保费算收到`,
    how.served === 'agent' ? t`应缴日有在职业务员服务` : how.served === 'nobody' ? t`应缴日没有业务员服务（存续）` : t`不论应缴日由谁服务`,
    t`犹豫期撤单、豁免、迁出、转换、缴费期满、单位投保、外币不计入`,
  ]
}
