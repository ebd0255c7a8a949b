import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { without } from '../../address/without'
import type { StaffedCell, Staffing } from '../../api/desk'
import { cellsQuery, type City } from '../../api/queries'
import { cellStandWord } from '../../i18n/staff'
import { boundsOf, positionsOf } from '../../map/bounds'
import { MapView } from '../../map/MapView'
import { ErrorNotice } from '../../ui/Notice'
import { useTheme } from '../../ui/theme'
import { staffingOverlay } from './overlay'
import { STAND_COLOURS, STANDS } from './stand'

interface Props {
  city: City
  staffing: Staffing
  chosen: StaffedCell | undefined
}

const INTERACTIVE = ['cells']
const PANEL_WIDTH = 360
const NO_CELLS = { type: 'FeatureCollection' as const, features: [] }

export function StaffingMap({ city, staffing, chosen }: Props) {
  const { t } = useLingui()
  const theme = useTheme()
  const navigate = useNavigate({ from: '/staffing' })
  const shapes = useQuery({ ...cellsQuery(staffing.plan?.plan_id ?? ''), staleTime: Infinity, enabled: staffing.plan !== null })
  const cells = shapes.data ?? NO_CELLS
  const number = chosen?.number
  const overlay = useMemo(() => staffingOverlay({ cells, staffing, chosen: number, theme }), [cells, staffing, number, theme])
  const focus = useMemo(() => {
    const shape = cells.features.find((one) => one.properties.number === number)
    return shape && boundsOf(positionsOf(shape.geometry))
  }, [cells, number])
  return (
    <>
      <MapView
        city={city}
        label={t`网格与网点地图`}
        overlay={overlay}
        marked={{ chosen: number }}
        interactive={INTERACTIVE}
        focus={focus}
        covered={window.innerWidth > 1200 ? PANEL_WIDTH : 0}
        onClick={(_lon, _lat, feature) => {
          const cell = feature?.properties['number'] as number | undefined
          const known = staffing.cells.some((one) => one.number === cell)
          void navigate({ search: (before) => (cell === undefined || !known ? without(before, 'cell') : { ...before, cell }) })
        }}
      />
      {shapes.error && <ErrorNotice error={shapes.error} />}
      <div className="legend">
        <ul>
          {STANDS.map((stand) => (
            <li key={stand}>
              <span className="swatch" style={{ background: STAND_COLOURS[theme][stand] }} />
              {cellStandWord(stand)}
            </li>
          ))}
          {staffing.cells.length < cells.features.length && (
            <li>
              <span className="swatch swatch-foreign" />
              {t`其他网点的网格`}
            </li>
          )}
          <li>
            <span className="swatch swatch-station" />
            {t`网点`}
          </li>
        </ul>
      </div>
    </>
  )
}
