import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { staffingQuery } from '../../api/desk'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNotice, Notice } from '../../ui/Notice'

/** Fills what is empty by the least total way; who has a cell keeps it. */
export function AssignButton({ city }: { city: string }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const assign = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/cities/{code}/staffing/assign', { params: { path: { code: city } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: staffingQuery(city).queryKey }),
  })
  const close = () => {
    setOpen(false)
    assign.reset()
  }
  return (
    <>
      <Button look="primary" icon="people" onPress={() => setOpen(true)}>
        <Trans>自动配备</Trans>
      </Button>
      <Dialog title={t`自动配备`} isOpen={isOpen} onClose={close}>
        {assign.data ? (
          <Result staffed={assign.data} />
        ) : (
          <p>
            <Trans>给没有专员的网格配在岗且没有网格的专员，权衡路程、熟悉的客户、语言、级别、工时和名单上的情况；人不够的格由就近的专员代管。已有专员的网格不动。</Trans>
          </p>
        )}
        {assign.error && <ErrorNotice error={assign.error} />}
        <div className="row dialog-foot">
          <span className="row-end" />
          <Button onPress={close}>{assign.data ? <Trans>关闭</Trans> : <Trans>取消</Trans>}</Button>
          {!assign.data && (
            <Button look="primary" onPress={() => assign.mutate()} isPending={assign.isPending}>
              <Trans>开始配备</Trans>
            </Button>
          )}
        </div>
      </Dialog>
    </>
  )
}

function Result({ staffed }: { staffed: Schemas['StaffedOut'] }) {
  const mean = staffed.assigned > 0 ? Math.round(staffed.total_way_m / staffed.assigned / 100) / 10 : null
  return (
    <Notice tone={staffed.vacant > 0 ? 'warn' : 'good'}>
      <strong>
        <Trans>
          新配 {count(staffed.assigned)} 格，原有 {count(staffed.kept)} 格不变。
        </Trans>
      </strong>
      {mean !== null && (
        <span>
          <Trans>新配的平均路程 {mean} km。</Trans>
        </span>
      )}
      {staffed.vacant > 0 && (
        <span>
          <Trans>
            仍空 {count(staffed.vacant)} 格，其中 {count(staffed.stand_ins)} 格有人代管。在岗专员不够，请招聘或调配。
          </Trans>
        </span>
      )}
    </Notice>
  )
}
