/** The tile source of a map, as long as it answers: without a network, or where it fails, the city's own basemap is shown. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { tilesQuery, type Tiles } from '../api/tiles'
import { useOnline } from '../ui/online'

export function useTiles(): { tiles: Tiles | undefined; fail: () => void; again: () => void } {
  const isOnline = useOnline()
  const { data } = useQuery(tilesQuery)
  const [hasFailed, setFailed] = useState(false)
  return { tiles: isOnline && !hasFailed && data ? data : undefined, fail: () => setFailed(true), again: () => setFailed(false) }
}
