import { Trans, useLingui } from '@lingui/react/macro'
import { useSearch } from '@tanstack/react-router'
import { Fragment, useDeferredValue, useEffect } from 'react'
import { Button } from '../../ui/Button'
import { TurnLine } from './route/TurnLine'
import { doorsOf, type Stop } from './stops'
import { StopCard } from './StopCard'

interface Props {
  stops: Stop[]
  /** Whether the stops stand in a route, so that what is not in it has no room. */
  hasRoute: boolean
  move: (task: string, by: -1 | 1) => void
}

/** As many doors as a tablet shows without being scrolled. */
const FIRST = 6
let wasSeen = false

export function TodayList({ stops, hasRoute, move }: Props) {
  const { t } = useLingui()
  const { order } = useSearch({ from: '/shell/today' })
  // The first picture of all is drawn without what lies below it. On the way back to the list all of it is there at once, so that
  // one is where one was.
  const isWhole = useDeferredValue(true, wasSeen)
  useEffect(() => {
    wasSeen = true
  }, [])
  const all = doorsOf(stops)
  const doors = isWhole ? all : all.slice(0, FIRST)
  const firstLeft = hasRoute ? all.findIndex(([first]) => !first!.turn) : -1
  return (
    <ol className="stops" aria-label={t`今日工作`}>
      {doors.map((door, index) => (
        <Fragment key={door[0]!.item.task_id}>
          {index === firstLeft && (
            <li className="stops-left">
              <Trans>今天排不下的，按紧急程度</Trans>
            </li>
          )}
          <li style={{ '--stops': door.length } as React.CSSProperties}>
            <Door stops={door} />
            {order === 'hand' && <Moving stop={door[0]!} isFirst={index === 0} isLast={index === all.length - 1} move={move} />}
          </li>
        </Fragment>
      ))}
    </ol>
  )
}

function Door({ stops }: { stops: Stop[] }) {
  const { task } = useSearch({ from: '/shell/today' })
  const [first] = stops
  return (
    <div className="stop-door">
      {first!.turn && <TurnLine stop={first!} turn={first!.turn} />}
      {stops.map((stop) => (
        <div key={stop.item.task_id} id={`stop-${stop.item.task_id}`} data-chosen={stop.item.task_id === task || undefined}>
          <StopCard stop={stop} />
        </div>
      ))}
    </div>
  )
}

function Moving({ stop: { item }, isFirst, isLast, move }: { stop: Stop; isFirst: boolean; isLast: boolean; move: Props['move'] }) {
  const { t } = useLingui()
  return (
    <div className="stop-moving">
      <Button icon="up" isDisabled={isFirst} aria-label={t`${item.name_masked} 提前`} onPress={() => move(item.task_id, -1)}>
        <Trans>提前</Trans>
      </Button>
      <Button icon="down" isDisabled={isLast} aria-label={t`${item.name_masked} 推后`} onPress={() => move(item.task_id, 1)}>
        <Trans>推后</Trans>
      </Button>
    </div>
  )
}
