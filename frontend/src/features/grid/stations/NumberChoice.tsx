import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import type { Stations } from '../../../api/plans'
import { count, metres, money, percent, signedPercent } from '../../../i18n/format'
import { Figure, Figures } from '../../../ui/Figures'
import { WayAndCost } from './WayAndCost'

/** How many stations: what so many bring, beside a few fewer and a few more. */
export function NumberChoice({ stations }: { stations: Stations }) {
  const { t } = useLingui()
  const id = useId()
  const navigate = useNavigate({ from: '/grid/stations' })
  const choose = (number: number) => void navigate({ search: (before) => ({ ...before, stations: number }), replace: true })
  const now = stations.choices.find((one) => one.stations === stations.stations)
  const before = stations.choices.find((one) => one.stations === stations.stations - 1)
  return (
    <section className="stack-tight">
      <div className="field">
        <label htmlFor={id}>
          <Trans>网点数</Trans>
        </label>
        <div className="row stations-number">
          <input
            id={id}
            type="range"
            min={stations.fewest}
            max={stations.candidates.length}
            value={stations.stations}
            onChange={(event) => choose(Number(event.target.value))}
          />
          <output htmlFor={id}>{count(stations.stations)}</output>
        </div>
        <p className="field-hint">
          {stations.open > 0 ? (
            <Trans>
              已开 {count(stations.open)} 个，少于此数时关闭每省一元路程增加最少的；不选定时，发布后为 {count(stations.usual)} 个。
            </Trans>
          ) : (
            <Trans>不选定时，发布会开 {count(stations.usual)} 个。</Trans>
          )}
        </p>
      </div>
      {now && (
        <Figures>
          <Figure
            label={t`平均路程`}
            value={metres(now.mean_way_m)}
            note={before ? t`比少一个网点 ${signedPercent(now.mean_way_m / before.mean_way_m - 1)}` : t`格中心到网点`}
          />
          <Figure label={t`每月成本`} value={money(now.monthly_cost)} />
        </Figures>
      )}
      {now && now.gap > 0.0005 && (
        <p className="soft">
          <Trans>还没有证明这是最好的：别的选法路程最多短 {percent(now.gap)}。</Trans>
        </p>
      )}
      <WayAndCost stations={stations} onChoose={choose} />
    </section>
  )
}
