import { useIsNarrow } from './narrow'

interface Props {
  /** Which of the two, where there is room for one. */
  view: 'map' | undefined
  head: React.ReactNode
  list: React.ReactNode
  map: React.ReactNode
  scroller?: React.RefObject<HTMLDivElement | null>
}

/** A list with its map beside it, or in its place on a narrow screen: what is not seen is not loaded. */
export function Split({ view, head, list, map, scroller }: Props) {
  const isNarrow = useIsNarrow()
  const showsList = !isNarrow || view !== 'map'
  const showsMap = !isNarrow || view === 'map'
  return (
    <div className="split field-page" data-view={isNarrow ? (view ?? 'list') : undefined}>
      <div className="split-list" ref={scroller}>
        {head}
        {showsList && list}
      </div>
      {showsMap && <div className="split-map">{map}</div>}
    </div>
  )
}
