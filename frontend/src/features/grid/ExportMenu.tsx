import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { Plan } from '../../api/queries'
import { Button } from '../../ui/Button'
import { ConnectDialog } from './ConnectDialog'

export function ExportMenu({ plan }: { plan: Plan }) {
  const { t } = useLingui()
  const href = (format: string) => `/api/v1/plans/${plan.id}/export?format=${format}`
  const [connects, setConnects] = useState(false)
  return (
    <>
      <MenuTrigger>
        <Button icon="download" aria-label={t`导出`} />
        <Popover className="popover">
          <Menu className="menu" aria-label={t`导出`} onAction={(key) => key === 'connect' && setConnects(true)}>
            <MenuItem className="menu-item" href={href('geojson')} download="">{t`网格 GeoJSON`}</MenuItem>
            <MenuItem className="menu-item" href={href('gpkg')} download="">{t`网格 GeoPackage`}</MenuItem>
            <MenuItem className="menu-item" href={href('csv')} download="">{t`地点归属 CSV`}</MenuItem>
            {plan.quality?.moved_customers != null && (
              <MenuItem className="menu-item" href={href('moves')} download="">{t`换网格的客户 CSV`}</MenuItem>
            )}
            <MenuItem id="connect" className="menu-item">{t`连接 QGIS`}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <ConnectDialog isOpen={connects} onClose={() => setConnects(false)} />
    </>
  )
}
