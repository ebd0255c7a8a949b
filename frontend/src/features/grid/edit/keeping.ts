/** What an edit answers takes the place of what was known, so that nothing else is read anew. */
import type { QueryClient } from '@tanstack/react-query'
import { editsQuery, type EditedPlan } from '../../../api/edits'
import { cellQuery, cellsQuery, plansQuery, type Cell, type City, type Plan } from '../../../api/queries'
import { withEdited } from './edited'

export function keepEdited(queries: QueryClient, city: City, before: Plan, edited: EditedPlan): void {
  const { plan, cells, gone, deviations, history } = edited
  const known = queries.getQueryData(cellsQuery(plan.id, before.revision).queryKey)
  if (known) queries.setQueryData(cellsQuery(plan.id, plan.revision).queryKey, withEdited(known, edited))
  const touched = new Set([...gone, ...cells.features.map((one) => one.properties.number), ...deviations.map((one) => one.number)])
  for (const [[, , , number], cell] of queries.getQueriesData<Cell>({ queryKey: ['cell', plan.id, before.revision] }))
    if (cell && !touched.has(number as number)) queries.setQueryData(cellQuery(plan.id, plan.revision, number as number).queryKey, cell)
  queries.setQueryData(editsQuery(plan.id, plan.revision).queryKey, history)
  queries.setQueryData(plansQuery(city.code).queryKey, (list) => list && { ...list, items: list.items.map((one) => (one.id === plan.id ? plan : one)) })
  void queries.invalidateQueries({ queryKey: ['comparison'] })
}
