import { useLingui } from '@lingui/react/macro'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { Plan } from '../../api/queries'
import { Button } from '../../ui/Button'

export function ExportMenu({ plan }: { plan: Plan }) {
  const { t } = useLingui()
  const href = (format: string) => `/api/v1/plans/${plan.id}/export?format=${format}`
  return (
    <MenuTrigger>
      <Button icon="download" aria-label={t`导出`} />
      <Popover className="popover">
        <Menu className="menu" aria-label={t`导出`}>
          <MenuItem className="menu-item" href={href('geojson')} download="">{t`网格 GeoJSON`}</MenuItem>
          <MenuItem className="menu-item" href={href('gpkg')} download="">{t`网格 GeoPackage`}</MenuItem>
          <MenuItem className="menu-item" href={href('csv')} download="">{t`地点归属 CSV`}</MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
