/** The cells of a plan with the figures that they are coloured by: some stand with the cells, the others are counted anew. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { planFiguresQuery, type PlanCell } from '../../api/plans'
import type { CellProperties, Cells, Plan } from '../../api/queries'
import type { Colouring } from './colourings'

export type Figured = CellProperties & Partial<Omit<PlanCell, 'number'>>

const KNOWN_WITH_CELLS: readonly Colouring[] = ['load', 'deviation', 'density']

export interface Figures {
  rows: Figured[]
  isPending: boolean
  error: Error | null
}

/** The figures are read only where something is coloured by them. */
export function useFigured(plan: Plan | undefined, cells: Cells | undefined, colouring: Colouring): Figures {
  const wanted = plan?.quality != null && !KNOWN_WITH_CELLS.includes(colouring)
  const figures = useQuery({ ...planFiguresQuery(plan?.id ?? '', plan?.revision ?? 0), enabled: wanted })
  const rows = useMemo(() => {
    const known = new Map(figures.data?.cells.map((one) => [one.number, one]))
    return (cells?.features ?? []).map(({ properties }): Figured => ({ ...properties, ...known.get(properties.number) }))
  }, [cells, figures.data])
  return { rows, isPending: wanted && figures.isPending, error: wanted ? figures.error : null }
}
