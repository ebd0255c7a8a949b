/** What is wrong with drawn cells, and what becomes of it, in words. */
import { t } from '@lingui/core/macro'
import type { DrawnFinding, Frame } from '../api/drawn'

const FAULTS: Record<DrawnFinding['fault'], () => string> = {
  gap: () => t`空隙`,
  islet: () => t`无人的岛`,
  overlap: () => t`网格重叠`,
  crossed: () => t`边界自相交`,
  outside: () => t`超出城市范围`,
  in_parts: () => t`网格不连片`,
  nobody: () => t`网格里没有客户`,
  place_outside: () => t`客户位置在城市范围外`,
}

export function faultWord(finding: DrawnFinding): string {
  return finding.fault === 'outside' && finding.weight === 'error' ? t`整格在城市范围外` : FAULTS[finding.fault]()
}

const WEIGHTS: Record<DrawnFinding['weight'], () => string> = {
  error: () => t`须修改`,
  mended: () => t`已修补`,
  noted: () => t`提示`,
}

export const weightWord = (weight: DrawnFinding['weight']) => WEIGHTS[weight]()

export function frameChoices(): { value: Frame; label: string }[] {
  return [
    { value: 'WGS-84', label: t`WGS-84（或文件自带的投影）` },
    { value: 'GCJ-02', label: t`GCJ-02（高德、腾讯底图）` },
    { value: 'BD-09', label: t`BD-09（百度底图）` },
  ]
}
