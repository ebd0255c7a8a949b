/** What a bin holds, in words. */
import { t } from '@lingui/core/macro'

/** From the limit before it up to its own, without that one. */
export function rangeWord(before: string | null | undefined, below: string | null): string {
  if (below === null) return before == null ? t`全部` : t`${before} 及以上`
  return before == null ? t`小于 ${below}` : t`${before} 至 ${below}（不含）`
}
