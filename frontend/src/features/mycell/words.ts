/** What is said where a customer has no state of the kind. */
import { useLingui } from '@lingui/react/macro'
import type { By } from './states'

export function useNoneWord(): Record<By, string> {
  const { t } = useLingui()
  return { care: t`不需建联`, due: t`近期无应缴` }
}
