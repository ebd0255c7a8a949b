/** Giving a cell to somebody, and ending that, with a way back. */
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../../api/client'
import { staffingQuery, type Tenure } from '../../api/desk'
import { problemOf } from '../../api/problem'
import { day } from '../../i18n/format'
import { problemText } from '../../i18n/problems'
import { tell } from '../../ui/toast'

const give = (cell: number, body: Schemas['TenureIn']) =>
  answered(api.PUT('/api/v1/cells/{cell_id}/tenure', { params: { path: { cell_id: cell } }, body }))

export function useGiving(city: string, cell: number, onGiven: () => void) {
  const { t } = useLingui()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wanted: Schemas['TenureIn']) => give(cell, wanted),
    onSuccess: async (given) => {
      onGiven()
      tell(t`网格 ${given.number} 已安排专员。`)
      await queries.invalidateQueries({ queryKey: staffingQuery(city).queryKey })
    },
  })
}

export function useEnding(city: string, cell: number, tenure: Tenure, onEnded: () => void) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: staffingQuery(city).queryKey })
  return useMutation({
    mutationFn: (end: string) => answered(api.DELETE('/api/v1/cells/{cell_id}/tenure', { params: { path: { cell_id: cell }, query: { end } } })),
    onSuccess: async (left, end) => {
      onEnded()
      tell(t`${tenure.name_masked} 从 ${day(end)} 起离开网格 ${left.number}。`, () => {
        give(cell, { specialist_id: tenure.specialist_id, start: end }).then(refresh, (error: unknown) => tell(problemText(problemOf(error)).what))
      })
      await refresh()
    },
  })
}
