/** The places around the cell that somebody works on: its own and its neighbours', which are all that can go over to it. */
import { useQueries } from '@tanstack/react-query'
import { cellQuery, type Cell, type Plan } from '../../../api/queries'
import type { Position } from './geometry'

export interface EditPlace {
  id: number
  at: Position
  customers: number
  cell: number
}

export function usePlacesOf(plan: Plan, cells: number[]): EditPlace[] {
  return useQueries({
    queries: cells.map((number) => cellQuery(plan.id, plan.revision, number)),
    combine: placesOf,
  })
}

function placesOf(read: { data: Cell | undefined }[]): EditPlace[] {
  return read.flatMap(({ data }) => (data?.places ?? []).map(({ id, lon, lat, customers }) => ({ id, at: [lon, lat] as Position, customers, cell: data?.number ?? 0 })))
}
