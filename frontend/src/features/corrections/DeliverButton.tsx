import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answered, api } from '../../api/client'
import { refusedCountsQuery, type RefusedCount } from '../../api/corrections'
import { importQuery, importsQuery } from '../../api/queries'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { correctionScope } from './editing'
import { rowsIn } from './counting'

/** Imports what can be imported; what it comes to is told by that import's own page. */
export function DeliverButton({ importId, counts }: { importId: string; counts: RefusedCount[] }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const delivery = useMutation({
    scope: correctionScope(importId),
    mutationFn: () => answered(api.POST('/api/v1/imports/{import_id}/refused/import', { params: { path: { import_id: importId } } })),
    onSuccess: async (run) => {
      queries.setQueryData(importQuery(run.id).queryKey, run)
      void queries.invalidateQueries({ queryKey: importsQuery(run.city).queryKey })
      await navigate({ to: '/census/imports/$importId', params: { importId: run.id } })
      // What was delivered cannot be edited any more.
      queries.removeQueries({ queryKey: ['refused-row', importId] })
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: refusedCountsQuery(importId).queryKey })
      void queries.invalidateQueries({ queryKey: ['refused', importId] })
    },
  })
  const ready = rowsIn(counts, { state: 'ready' })
  return (
    <>
      <Button look="primary" icon="upload" isDisabled={ready === 0} isPending={delivery.isPending} onPress={() => delivery.mutate()}>
        <Trans>导入已更正的 {count(ready)} 行</Trans>
      </Button>
      {delivery.error && <ErrorNotice error={delivery.error} />}
    </>
  )
}
