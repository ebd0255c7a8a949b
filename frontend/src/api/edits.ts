/** What is done by hand to the cells of a draft: edits, their undoing, and what was done so far. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'
import { ofSamePlan, type Cells, type Plan } from './queries'

export type Edit = Schemas['PlanEditIn']['edit']
export type Area = Schemas['AreaIn']
export type EditStep = Schemas['PlanEditOut']
export type EditHistory = Schemas['EditHistory']
export type Preview = Schemas['TriedEdit']
export type EditedPlan = Omit<Schemas['EditedPlan'], 'cells'> & { cells: Cells }

/** One thing that is done to a draft. */
export type Act = { act: 'edit'; edit: Edit } | { act: 'undo' } | { act: 'redo' }

const at = (plan: string) => ({ params: { path: { plan_id: plan } } })

/** Does it to the plan as it was seen. */
export async function doEdit({ id, revision }: Plan, act: Act): Promise<EditedPlan> {
  const answer =
    act.act === 'edit'
      ? api.POST('/api/v1/plans/{plan_id}/edits', { ...at(id), body: { revision, edit: act.edit } })
      : api.POST(`/api/v1/plans/{plan_id}/edits/${act.act}`, { ...at(id), body: { revision } })
  return (await answered(answer)) as unknown as EditedPlan
}

export const editsQuery = (plan: string, revision: number) =>
  queryOptions({
    queryKey: ['edits', plan, revision],
    queryFn: () => answered(api.GET('/api/v1/plans/{plan_id}/edits', at(plan))),
    staleTime: Infinity,
    placeholderData: ofSamePlan(plan),
  })

/** What an edit would come to. */
export const previewQuery = (plan: string, revision: number, edit: Edit) =>
  queryOptions({
    queryKey: ['edit-preview', plan, revision, edit],
    queryFn: ({ signal }) => answered(api.POST('/api/v1/plans/{plan_id}/edits/preview', { ...at(plan), body: { edit }, signal })),
    staleTime: Infinity,
    gcTime: 0,
  })
