/** Giving a customer a place, with a way to take it back. */
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '../../api/client'
import { tell } from '../../ui/toast'

export type Wanted = { community_id: number } | { lon: number; lat: number }

export function usePlacing(city: string, customer: number, onPlaced: () => void) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const path = { params: { path: { customer_id: customer } } }
  const refresh = () =>
    Promise.all(['todo', 'todo-counts', 'census'].map((key) => queries.invalidateQueries({ queryKey: [key, city] })))
  return useMutation({
    mutationFn: (wanted: Wanted) => answered(api.PUT('/api/v1/todo/{customer_id}/place', { ...path, body: wanted })),
    onSuccess: async (placed) => {
      tell(t`已为 ${placed.name_masked} 定位。`, () => {
        void answered(api.DELETE('/api/v1/todo/{customer_id}/place', path)).then(refresh)
      })
      onPlaced()
      await refresh()
    },
  })
}
