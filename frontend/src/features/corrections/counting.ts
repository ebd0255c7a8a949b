import type { RefusedCount, RefusedFilter } from '../../api/corrections'

/** The rows, or the counts of rows, that fit a filter. */
export const fitting = <T extends Pick<RefusedCount, 'file' | 'code' | 'state'>>(found: T[], { file, code, state }: RefusedFilter): T[] =>
  found.filter((one) => (!file || one.file === file) && (!code || one.code === code) && (!state || one.state === state))

/** How many refused rows fit a filter. */
export const rowsIn = (counts: RefusedCount[], filter: RefusedFilter) => fitting(counts, filter).reduce((sum, one) => sum + one.rows, 0)
