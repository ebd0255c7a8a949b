import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { decideOperation, type Attention, type Decision } from '../../api/desk'
import { problemOf } from '../../api/problem'
import { attentionFact, attentionWhy, nobodyShown } from '../../i18n/attention'
import { operationText } from '../../i18n/said'
import { dateTime } from '../../i18n/format'
import { isOfReceipt, receiptText } from '../../i18n/receipts'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { NoteField } from '../../ui/NoteField'
import { ErrorNotice, Notice } from '../../ui/Notice'
import '../../styles/visit.css'

const LONGEST = 500

/** Take it after all, or refuse it with a reason that whoever did it reads. */
export function DecideDialog({ row, onClose }: { row: Attention; onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (decision: Decision) => decideOperation(row.op_id, decision),
    onSuccess: (done) => done.code === null && onClose(),
    // Also where somebody else was faster.
    onSettled: () => queries.invalidateQueries({ queryKey: ['attention'] }),
  })
  return (
    <Dialog title={t`处理 ${operationText(row)}`} isOpen onClose={onClose} wide>
      <dl className="summary">
        <Line what={t({ message: '专员', context: 'one' })}>{row.specialist ?? t`没有对应的专员`}</Line>
        <Line what={t({ message: '客户', context: 'one' })}>{row.customer?.name_masked ?? nobodyShown(row.kind)}</Line>
        <Line what={t`发生时间`}>{dateTime(row.occurred_at)}</Line>
        {row.facts.map(attentionFact).map(([what, text]) => (
          <Line key={what} what={what}>
            {text}
          </Line>
        ))}
        {row.written !== null && <Line what={t`所写内容`}>{row.written}</Line>}
        <Line what={t`为什么`}>{attentionWhy(row.code)}</Line>
      </dl>
      <p className="soft">
        {row.in_part ? t`其余部分上传时已经记下。采纳：到此为止，没有记下的不再补记。` : t`采纳：按他当时所做记入，像当时就生效一样。`}
      </p>
      <NoteField label={t`退回的原因（专员会看到）`} value={reason} onChange={setReason} maxLength={LONGEST} />
      {error && <Refused error={error} />}
      {data?.code && (
        <Notice tone="warn">
          <strong>
            <Trans>已采纳，但有一部分没有记下</Trans>
          </strong>
          <span>{receiptText(data.code)}</span>
        </Notice>
      )}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
        {!data && (
          <>
            <Button look="danger" isDisabled={isPending || reason.trim() === ''} onPress={() => mutate({ verdict: 'refused', reason: reason.trim() })}>
              <Trans context="act">退回</Trans>
            </Button>
            <Button look="primary" isDisabled={isPending} onPress={() => mutate({ verdict: 'taken', reason: '' })}>
              <Trans>采纳</Trans>
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}

/** Why it cannot be taken after all: what it says of itself as the list does, all else as every page does. */
function Refused({ error }: { error: unknown }) {
  const { code } = problemOf(error)
  if (!isOfReceipt(code)) return <ErrorNotice error={error} />
  return (
    <Notice>
      <strong>{attentionWhy(code)}</strong>
      <span>
        <Trans>现在也不能采纳，请填写原因退回。</Trans>
      </span>
    </Notice>
  )
}

function Line({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <div className="summary-line">
      <dt>{what}</dt>
      <dd>{children}</dd>
    </div>
  )
}
