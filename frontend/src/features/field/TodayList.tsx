import { useLingui } from '@lingui/react/macro'
import { useSearch } from '@tanstack/react-router'
import type { Stop } from './stops'
import { StopCard } from './StopCard'

export function TodayList({ stops }: { stops: Stop[] }) {
  const { t } = useLingui()
  const { task } = useSearch({ from: '/shell/today' })
  return (
    <ol className="stops" aria-label={t`今日工作`}>
      {stops.map((stop) => (
        <li key={stop.item.task_id} id={`stop-${stop.item.task_id}`} data-chosen={stop.item.task_id === task || undefined}>
          <StopCard stop={stop} />
        </li>
      ))}
    </ol>
  )
}
