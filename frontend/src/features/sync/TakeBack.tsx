import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { operationKindWord } from '../../i18n/work'
import type { Operation } from '../../outbox/operation'
import { useDoing, useWaiting } from '../../outbox/operations'
import { mayTakeBack } from '../../rules/undo'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { tell } from '../../ui/toast'
import { useSavedVisit } from '../visit/unfinished'

interface Props {
  operation: Pick<Operation, 'op_id' | 'kind' | 'occurred_at'>
  customer: unknown
  now: number
}

/** What was done wrong is taken back, as long as that is possible, whether the server has it or not. */
export function TakeBack({ operation: { op_id: target, kind, occurred_at: at }, customer, now }: Props) {
  const { t } = useLingui()
  const [isAsked, setAsked] = useState(false)
  const isTakenBack = useWaiting().some(({ operation }) => operation.kind === 'operation.undo' && operation.payload['target'] === target)
  if (isTakenBack) return <span className="badge">{t`撤回待上传`}</span>
  if (typeof customer !== 'number' || !mayTakeBack(kind, at, now)) return null
  const word = operationKindWord(kind)
  return (
    <>
      <Button onPress={() => setAsked(true)} aria-label={t`撤回：${word}`}>
        <Trans>撤回这条</Trans>
      </Button>
      {isAsked && <Asked target={target} customer={customer} word={word} onClose={() => setAsked(false)} />}
    </>
  )
}

interface AskedProps {
  target: string
  customer: number
  word: string
  onClose: () => void
}

function Asked({ target, customer, word, onClose }: AskedProps) {
  const { t } = useLingui()
  const act = useDoing()
  const visit = useSavedVisit(target)
  const takeBack = async () => {
    if (!(await act('operation.undo', { target, customer_id: customer }, visit?.openAgain))) return
    tell(t`已撤回：${word}`)
    onClose()
  }
  return (
    <Dialog title={t`撤回：${word}`} isOpen onClose={onClose}>
      <p>
        <Trans>由它产生的会一并取消，因它办结的任务重新打开。撤回后请按实际情况重新记录。</Trans>
      </p>
      {visit && (
        <p>
          <Trans>写过的内容还在：在今日工作里继续这次面访，改好后再保存。</Trans>
        </p>
      )}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button look="danger" onPress={() => void takeBack()}>
          <Trans>撤回这条</Trans>
        </Button>
      </div>
    </Dialog>
  )
}
