import type { RefusedCount, RefusedFilter } from '../../api/corrections'

/** The counts that fit a filter. */
export const fitting = (counts: RefusedCount[], { file, code, state }: RefusedFilter) =>
  counts.filter((one) => (!file || one.file === file) && (!code || one.code === code) && (!state || one.state === state))

/** How many refused rows fit a filter. */
export const rowsIn = (counts: RefusedCount[], filter: RefusedFilter) => fitting(counts, filter).reduce((sum, one) => sum + one.rows, 0)
