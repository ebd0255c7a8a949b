import { useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { meQuery } from '../api/queries'
import { currentLocale } from '../i18n'
import { Icon } from '../ui/icons'
import { chooseCity, cityName, useCity } from './city'

export function CityPicker() {
  const { t } = useLingui()
  const { data: me } = useSuspenseQuery(meQuery)
  const city = useCity()
  if (!city) return <span className="bar-city">Gridward</span>
  if (me.cities.length === 1) return <span className="bar-city">{cityName(city, currentLocale())}</span>
  return (
    <MenuTrigger>
      <AriaButton className="button button-quiet bar-city" aria-label={t`城市：${cityName(city, currentLocale())}`}>
        {cityName(city, currentLocale())}
        <Icon name="down" size={16} />
      </AriaButton>
      <Popover className="popover">
        <Menu className="menu" selectionMode="single" selectedKeys={[city.code]} onAction={(key) => chooseCity(String(key))}>
          {me.cities.map((one) => (
            <MenuItem key={one.code} id={one.code} className="menu-item">
              {cityName(one, currentLocale())}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
