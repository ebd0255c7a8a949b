/** What cells are not to cross, in words. */
import { t } from '@lingui/core/macro'
import type { Schemas } from '../api/client'

export type Barrier = Schemas['Barrier']

export function barrierWords(): { value: Barrier; label: string }[] {
  return [
    { value: 'water', label: t`水域` },
    { value: 'roads', label: t`主要道路` },
    { value: 'districts', label: t`区界` },
  ]
}

export function barrierWord(barrier: string): string {
  return barrierWords().find((one) => one.value === barrier)?.label ?? barrier
}
