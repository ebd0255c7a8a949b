import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileTrigger } from 'react-aria-components'
import { debitDeliveryQuery, deliverDebits } from '../../api/debits'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'

/** Deliver a file: it is taken as a whole or not at all, and followed by its number in the address. */
export function TakeCard({ city, children }: { city: string; children: React.ReactNode }) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const take = useMutation({
    mutationFn: (file: File) => deliverDebits(city, file),
    onSuccess: async (delivery) => {
      queries.setQueryData(debitDeliveryQuery(delivery.id).queryKey, delivery)
      await navigate({ to: '/census/debits', search: { delivery: delivery.id } })
    },
  })
  return (
    <section className="card stack">
      <div className="row">
        <FileTrigger acceptedFileTypes={['.txt']} onSelect={(files) => files?.[0] && take.mutate(files[0])}>
          <Button look="primary" isPending={take.isPending}>
            <Trans>选择回盘文件</Trans>
          </Button>
        </FileTrigger>
        <span className="soft">
          <Trans>逐行核对，失败的扣款立即开始修复。文件有误时不收下任何内容；同一份再收一次也不会改变什么。</Trans>
        </span>
      </div>
      {take.error && <ErrorNotice error={take.error} />}
      {children}
    </section>
  )
}
