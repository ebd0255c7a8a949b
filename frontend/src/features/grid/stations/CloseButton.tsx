import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import type { StationCandidate, Stations } from '../../../api/plans'
import { Button } from '../../../ui/Button'

/** Lets an open station close with the plan, or stay after all; the others stay as they are chosen. */
export function CloseButton({ stations, station }: { stations: Stations; station: StationCandidate }) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/grid/stations' })
  const before = stations.closings.map((one) => one.station_no)
  const closing = station.chosen ? [...before, station.station_no] : before.filter((number) => number !== station.station_no)
  const number = stations.stations + (station.chosen ? -1 : 1)
  return (
    <Button
      look="quiet"
      aria-label={station.chosen ? t`关闭 ${station.name}` : t`保留网点 ${station.name}`}
      isDisabled={number < 1}
      onPress={() => void navigate({ search: ({ plan }) => ({ ...(plan && { plan }), stations: number, closing }), replace: true })}
    >
      {station.chosen ? <Trans>关闭</Trans> : <Trans>保留</Trans>}
    </Button>
  )
}
