import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { without } from '../../../address/without'
import { metres } from '../../../i18n/format'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/icons'
import { timeOfDay } from './clock'
import type { Place } from './travel'
import type { ShownDay } from './useDay'

const PATIENCE_MS = 10_000

/** In which order the day goes, from where, and how much of it is way. */
export function RouteBar({ shown }: { shown: ShownDay }) {
  const { t } = useLingui()
  const { order } = useSearch({ from: '/shell/today' })
  const navigate = useNavigate({ from: '/today' })
  const orders = [
    { by: undefined, label: t`按路线` },
    { by: 'urgency', label: t`按紧急` },
    { by: 'hand', label: t`手动` },
  ] as const
  return (
    <div className="route-bar">
      <fieldset className="chips" aria-label={t`排序`}>
        {orders.map(({ by, label }) => (
          <button
            key={label}
            type="button"
            className="chip"
            aria-pressed={order === by}
            onClick={() => void navigate({ search: (before) => (by ? { ...before, order: by } : without(before, 'order')), replace: true })}
          >
            {label}
          </button>
        ))}
      </fieldset>
      {shown.day && <Summary shown={shown} day={shown.day} />}
    </div>
  )
}

function Summary({ shown, day }: { shown: ShownDay; day: NonNullable<ShownDay['day']> }) {
  const { t } = useLingui()
  const [isLost, setLost] = useState(false)
  const from = shown.here ? t`我的位置` : (shown.station ?? t`第一站`)
  const time = timeOfDay(day.at)
  const { travel } = day
  const way = metres(day.metres)
  return (
    <div className="route-summary">
      <span>
        {day.isOver ? <Trans>今天已过工作时间，按明早 {time} 从{from}出发</Trans> : <Trans>{time} 从{from}出发</Trans>}
        {' · '}
        <Trans>
          路上 {travel} 分钟 · {way}
        </Trans>
      </span>
      {shown.here ? (
        <Button onPress={() => shown.setHere(undefined)}>
          <Trans>从网点出发</Trans>
        </Button>
      ) : (
        <Button icon="pin" onPress={() => locate(shown.setHere, () => setLost(true))}>
          <Trans>从我的位置出发</Trans>
        </Button>
      )}
      {isLost && !shown.here && (
        <output className="route-lost">
          <Icon name="warning" size={16} />
          <Trans>没有取得位置，仍按网点出发。</Trans>
        </output>
      )}
    </div>
  )
}

function locate(found: (here: Place) => void, lost: () => void): void {
  if (!('geolocation' in navigator)) return lost()
  navigator.geolocation.getCurrentPosition(({ coords }) => found([coords.longitude, coords.latitude]), lost, {
    timeout: PATIENCE_MS,
    maximumAge: 60_000,
  })
}
