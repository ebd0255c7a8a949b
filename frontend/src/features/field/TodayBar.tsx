import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { without } from '../../address/without'
import type { TodayCounts, TodayItem } from '../../api/field'
import { count } from '../../i18n/format'
import { STAGES, stageWord } from '../../i18n/work'
import { useWaiting } from '../../outbox/operations'
import { isDoneHere } from './stops'

interface Props {
  counts: TodayCounts
  items: TodayItem[]
}

/** The day in figures, each of which shows what it counts; list or map where there is not room for both. */
export function TodayBar({ counts, items }: Props) {
  const { t } = useLingui()
  const { show, view } = useSearch({ from: '/shell/today' })
  const navigate = useNavigate({ from: '/today' })
  // As the server counts them: what was done here is shown until it is sent, and open no longer.
  const waiting = useWaiting()
  const open = items.filter((item) => !isDoneHere(item.task_id, waiting))
  const stages = STAGES.filter((stage) => items.some((item) => item.stage === stage))
  const chips = [
    { shows: undefined, label: t`待办`, value: counts.open },
    { shows: 'overdue', label: t`逾期`, value: counts.overdue },
    { shows: 'flagged', label: t`转上门`, value: counts.flagged },
    ...(stages.length > 1 ? stages : []).map((stage) => ({
      shows: stage,
      label: stageWord(stage),
      value: open.filter((item) => item.stage === stage).length,
    })),
  ]
  return (
    <div className="today-bar">
      <fieldset className="chips" aria-label={t`按情况筛选`}>
        {chips.map(({ shows, label, value }) => (
          <button
            key={label}
            type="button"
            className="chip"
            aria-pressed={show === shows}
            onClick={() =>
              void navigate({ search: (before) => (shows === undefined ? without(before, 'show') : { ...before, show: shows }), replace: true })
            }
          >
            {label} <strong className="number">{count(value)}</strong>
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        className="button split-toggle"
        onClick={() =>
          void navigate({ search: (before) => (view === 'map' ? without(before, 'view') : { ...before, view: 'map' as const }), replace: true })
        }
      >
        {view === 'map' ? t`看清单` : t`看地图`}
      </button>
    </div>
  )
}
