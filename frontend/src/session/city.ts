/** The city that somebody works on: the one chosen last in this browser, else the first. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { meQuery, type City } from '../api/queries'

const KEY = 'gridward.city'
const listeners = new Set<() => void>()

export function chooseCity(code: string): void {
  localStorage.setItem(KEY, code)
  for (const listener of listeners) listener()
}

export function useCity(): City | undefined {
  const { data: me } = useSuspenseQuery(meQuery)
  const kept = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => localStorage.getItem(KEY),
  )
  return me.cities.find((city) => city.code === kept) ?? me.cities[0]
}

export function cityName(city: Pick<City, 'name' | 'name_en'>, locale: string): string {
  return locale === 'en' ? city.name_en : city.name
}
