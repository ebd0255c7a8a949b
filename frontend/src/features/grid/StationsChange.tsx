import { Trans, useLingui } from '@lingui/react/macro'
import type { StationsChanged } from '../../api/plans'
import { Closings } from './stations/Closings'

/** Which stations open and close with a plan. */
export function StationsChange({ stations }: { stations: StationsChanged }) {
  const { t } = useLingui()
  return (
    <>
      {stations.opens.length > 0 && (
        <p>
          <Trans>新开网点：{stations.opens.map((one) => one.name).join(t`、`)}</Trans>
        </p>
      )}
      <Closings closings={stations.closes} />
    </>
  )
}
