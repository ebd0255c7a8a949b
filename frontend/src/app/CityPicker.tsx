import { useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { meQuery } from '../api/queries'
import { currentLocale } from '../i18n'
import { cityName, useCity } from '../session/city'

// Menus come after the page: what is needed to draw it comes first.
const CityMenu = lazy(() => import('./CityMenu').then((file) => ({ default: file.CityMenu })))

export function CityPicker() {
  const { data: me } = useSuspenseQuery(meQuery)
  const city = useCity()
  const name = <span className="bar-city">{city ? cityName(city, currentLocale()) : 'Gridward'}</span>
  if (!city || me.cities.length === 1) return name
  return (
    <Suspense fallback={name}>
      <CityMenu city={city} cities={me.cities} />
    </Suspense>
  )
}
