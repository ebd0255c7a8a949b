/** What the edit in the making would come to. */
import type { EditedPlan } from '../../../api/edits'
import type { CellProperties } from '../../../api/queries'
import type { Problem } from '../../../api/problem'

export interface Preview extends Pick<EditedPlan, 'moved' | 'skipped_locked' | 'warnings'> {
  cells: Pick<CellProperties, 'number' | 'load' | 'deviation' | 'polsby_popper' | 'mean_distance_m'>[]
  problem: Problem | null
}
export type Previewed = Preview | undefined
