import type { Need } from '../../api/review'

/** Cover and what is missing as one bar: green is there, striped is the gap, dashed is not known. The numbers stand beside it. */
export function CoverBar({ need }: { need: Need }) {
  return (
    <div className="cover-bar" data-state={need.state} aria-hidden="true">
      <div className="cover-held" style={{ inlineSize: `${heldShare(need) * 100}%` }} />
    </div>
  )
}

/** How much of the need is there, from 0 to 1; nothing where that is not known. */
export function heldShare(need: Pick<Need, 'kind' | 'state' | 'share'>): number {
  if (need.state === 'met') return 1
  if (need.state !== 'gap') return 0
  return need.kind === 'sum' && need.share !== null ? 1 - need.share : 0
}
