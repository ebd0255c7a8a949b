import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Stations } from '../../../api/plans'
import { cellsQuery, type Cells, type City, type Plan } from '../../../api/queries'
import { MapView } from '../../../map/MapView'
import { useTheme } from '../../../ui/theme'
import { stationsOverlay } from './overlay'

const NO_CELLS: Cells = { type: 'FeatureCollection', features: [] }

interface Props {
  city: City
  plan: Plan
  stations: Stations | undefined
  /** Where somebody clicks, while a place is asked for. */
  onClick: ((lon: number, lat: number) => void) | undefined
}

/** The cells, each with a line to the station on which it would hang, and the candidates. */
export function StationsMap({ city, plan, stations, onClick }: Props) {
  const { t } = useLingui()
  const theme = useTheme()
  const cells = useQuery(cellsQuery(plan.id, plan.revision)).data ?? NO_CELLS
  const overlay = useMemo(() => stationsOverlay(cells, stations?.candidates ?? [], theme), [cells, stations, theme])
  return (
    <>
      <MapView city={city} label={t`网点地图`} overlay={overlay} isWanted={onClick !== undefined} {...(onClick && { onClick })} />
      <div className="legend">
        <ul>
          <li>
            <span className="swatch swatch-station" />
            {t`选中的网点`}
          </li>
          <li>
            <span className="swatch swatch-candidate" />
            {t`其他候选`}
          </li>
        </ul>
      </div>
    </>
  )
}
