/** What the edit in the making would come to, once the pointer rests. */
import { useQuery } from '@tanstack/react-query'
import { previewQuery, type Edit, type Preview } from '../../../api/edits'
import type { Studio } from './useStudio'

const NO_EDIT: Edit = { kind: 'merge', cells: [] }

export type Previewed = Preview | undefined

export function usePreview({ plan, wanted, editing }: Studio): Previewed {
  const preview = useQuery({
    ...previewQuery(plan.id, plan.revision, wanted ?? NO_EDIT),
    enabled: wanted !== undefined && !editing.isPending,
    retry: false,
  })
  return wanted ? preview.data : undefined
}
