import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileTrigger } from 'react-aria-components'
import { debitFileQuery, deliverDebits } from '../../api/debits'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { tell } from '../../ui/toast'

/** Deliver a file: it is taken at once, as a whole or not at all. */
export function TakeCard({ city }: { city: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const take = useMutation({
    mutationFn: (file: File) => deliverDebits(city, file),
    onSuccess: async ({ file, is_new }) => {
      queries.setQueryData(debitFileQuery(file.id).queryKey, file)
      // What was paid and what is due stands on many pages.
      void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'debit-file' })
      if (!is_new) tell(t`这份文件以前收过，没有任何改变。`)
      await navigate({ to: '/census/debits/$fileId', params: { fileId: file.id } })
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
    </section>
  )
}
