import { useLingui } from '@lingui/react/macro'
import { problemText } from '../../i18n/problems'
import { receiptText } from '../../i18n/receipts'
import { operationStateWord } from '../../i18n/work'
import { useFate, useWaiting } from '../../outbox/operations'
import { Notice } from '../../ui/Notice'

/** What became of something that was done on this page. Green only for what the server has taken. */
export function FateNotice({ opId, done }: { opId: string | undefined; done: string }) {
  const { t } = useLingui()
  const fate = useFate(opId)
  if (fate.state === 'unsent') return <Notice tone="warn">{t`已保存在本机，待上传`}</Notice>
  if (fate.state === 'refused') return <Notice>{problemText(fate.problem).what}</Notice>
  if (fate.state === 'unknown') return null
  const { state, code } = fate.receipt
  if (state === 'applied' || state === 'merged' || state === 'forwarded') return <Notice tone="good">{done}</Notice>
  return <Notice tone="warn">{code ? receiptText(code) : operationStateWord(state)}</Notice>
}

/** The operation of a kind for a customer that waits to be sent: it is there again after the page was loaded anew. */
export function useWaitingFor(kind: string, customer: number): string | undefined {
  return useWaiting().findLast(({ operation }) => operation.kind === kind && operation.payload['customer_id'] === customer)?.operation.op_id
}
