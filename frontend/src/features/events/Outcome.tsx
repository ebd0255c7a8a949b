import { Trans } from '@lingui/react/macro'
import { problemText } from '../../i18n/problems'
import { receiptText } from '../../i18n/receipts'
import { Notice } from '../../ui/Notice'
import type { Acting } from './acting'

/** What became of what was just done. Said only where it is not simply so: what is so stands on the card. */
export function Outcome({ acting: { waits, fate } }: { acting: Acting }) {
  if (fate.state === 'refused') {
    return (
      <Notice>
        <strong>{problemText(fate.problem).what}</strong>
        <span>
          <Trans>内容还在本机，没有丢失。请在右上角「待上传」里重试。</Trans>
        </span>
      </Notice>
    )
  }
  if (waits) {
    return (
      <p aria-live="polite">
        <span className="badge badge-warn">
          <Trans>已记在本机，待上传</Trans>
        </span>
      </p>
    )
  }
  if (fate.state !== 'received') return null
  const { state, code, forwarded_to: forwardedTo } = fate.receipt
  if (state === 'forwarded') {
    return <Notice tone="good">{forwardedTo ? <Trans>客户现由 {forwardedTo} 服务，结果已转给他。</Trans> : <Trans>客户已换专员，结果已转交。</Trans>}</Notice>
  }
  return code ? (
    <Notice tone={state === 'invalid' ? 'bad' : 'warn'}>
      <span>{receiptText(code)}</span>
    </Notice>
  ) : null
}
