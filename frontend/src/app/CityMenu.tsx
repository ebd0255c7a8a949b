import { useLingui } from '@lingui/react/macro'
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { City } from '../api/queries'
import { currentLocale } from '../i18n'
import { chooseCity, cityName } from '../session/city'
import { Icon } from '../ui/icons'

interface Props {
  city: City
  cities: City[]
}

/** The choice among several cities. */
export function CityMenu({ city, cities }: Props) {
  const { t } = useLingui()
  return (
    <MenuTrigger>
      <AriaButton className="button button-quiet bar-city" aria-label={t`城市：${cityName(city, currentLocale())}`}>
        {cityName(city, currentLocale())}
        <Icon name="down" size={16} />
      </AriaButton>
      <Popover className="popover">
        <Menu className="menu" selectionMode="single" selectedKeys={[city.code]} onAction={(key) => chooseCity(String(key))}>
          {cities.map((one) => (
            <MenuItem key={one.code} id={one.code} className="menu-item">
              {cityName(one, currentLocale())}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
