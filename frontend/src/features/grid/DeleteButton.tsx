import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { plansQuery, type City, type Plan } from '../../api/queries'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNotice } from '../../ui/Notice'

/** Deletes a plan. One that has cells may hold hours of editing, and cannot be had back: it is asked first. */
export function DeleteButton({ city, plan }: { city: City; plan: Plan }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/grid' })
  const [isOpen, setOpen] = useState(false)
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/plans/{plan_id}', { params: { path: { plan_id: plan.id }, query: { revision: plan.revision } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey }),
    onSuccess: () => navigate({ search: {} }),
  })
  const error = remove.error && <ErrorNotice error={remove.error} />
  return (
    <>
      <Button icon="bin" aria-label={t`删除方案 v${plan.version}`} isPending={remove.isPending} onPress={() => (plan.quality ? setOpen(true) : remove.mutate())} />
      {!isOpen && error}
      <Dialog title={t`删除方案 v${plan.version}`} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>
          <Trans>这个方案的网格和编辑记录都会删掉，不能恢复。别的方案和客户不受影响。</Trans>
        </p>
        {error}
        <div className="row dialog-foot">
          <span className="row-end" />
          <Button onPress={() => setOpen(false)}>
            <Trans>取消</Trans>
          </Button>
          <Button look="danger" isPending={remove.isPending} onPress={() => remove.mutate()}>
            <Trans>确认删除</Trans>
          </Button>
        </div>
      </Dialog>
    </>
  )
}
