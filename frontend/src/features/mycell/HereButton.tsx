import { Trans, useLingui } from '@lingui/react/macro'
import { metres } from '../../i18n/format'
import { Button } from '../../ui/Button'
import type { Located } from '../../ui/useHere'

/** Shows on the map where the device is. */
export function HereButton({ located: { here, isLooking, trouble, look, forget } }: { located: Located }) {
  const { t } = useLingui()
  const accuracy = here && metres(here.accuracy)
  return (
    <div className="map-here">
      <Button icon="pin" onPress={here ? forget : look} isPending={isLooking}>
        {here ? <Trans>收起我的位置</Trans> : <Trans>显示我的位置</Trans>}
      </Button>
      <output>
        {isLooking && t`正在定位…`}
        {accuracy && t`误差约 ${accuracy}`}
        {trouble === 'denied' && t`没有定位权限，可在浏览器设置里允许。`}
        {trouble === 'unavailable' && t`现在取不到位置，请到空旷处再试。`}
      </output>
    </div>
  )
}
