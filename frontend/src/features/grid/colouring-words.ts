/** What cells are coloured by, in words, and its values as list and legend write them. */
import { t } from '@lingui/core/macro'
import { count, decimal, metres, percent, signedPercent } from '../../i18n/format'
import { cellStandWord } from '../../i18n/staff'
import { densityDecimals, STAND_ORDER } from './colouring'
import type { Colouring } from './colourings'

export function colouringWords(): { value: Colouring; label: string }[] {
  return [
    { value: 'load', label: t`客户数` },
    { value: 'deviation', label: t`与平均的偏差` },
    { value: 'density', label: t`每平方公里客户` },
    { value: 'hours', label: t`工时（小时/年）` },
    { value: 'way', label: t`平均路程` },
    { value: 'top_tier', label: t`高等级客户占比` },
    { value: 'at_risk', label: t`宽限期或失效客户占比` },
    { value: 'worked_by', label: t`专员配备` },
  ]
}

export const colouringWord = (by: Colouring) => colouringWords().find((one) => one.value === by)?.label ?? by

export function writeValue(value: number | null, by: Colouring): string {
  if (value === null) return '–'
  switch (by) {
    case 'deviation':
      return signedPercent(value)
    case 'density':
      return decimal(value, densityDecimals(value))
    case 'way':
      return metres(value)
    case 'top_tier':
    case 'at_risk':
      return percent(value)
    case 'worked_by':
      return standWord(value)
    default:
      return count(Math.round(value))
  }
}

function standWord(value: number): string {
  const stand = STAND_ORDER[value] ?? ''
  return cellStandWord(stand === 'responsible' ? 'staffed' : stand)
}
