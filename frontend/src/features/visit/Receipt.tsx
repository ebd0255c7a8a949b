import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { problemText } from '../../i18n/problems'
import { receiptText } from '../../i18n/receipts'
import { operationStateWord } from '../../i18n/work'
import { useFate, useSending } from '../../outbox/operations'
import type { Receipt as Received } from '../../outbox/outbox'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { useDrafts } from './unfinished'

interface Props {
  opId: string
  subject: string
  name: string
  customer: number
  /** Go back to what was written and mend it. */
  onMend: () => void
}

/** What became of the visit. A green tick only for what the server has taken. */
export function Receipt({ opId, subject, name, customer, onMend }: Props) {
  const fate = useFate(opId)
  const drafts = useDrafts()
  const isOver = fate.state === 'received' && fate.receipt.state !== 'invalid'
  useEffect(() => {
    if (isOver) drafts.clear(subject)
  }, [isOver, drafts, subject])
  return (
    <div className="visit-receipt field-page">
      <h1>
        <Trans>上门面访</Trans> <span className="visit-who">{name}</span>
      </h1>
      <div aria-live="polite">
        {fate.state === 'unsent' && <Unsent />}
        {fate.state === 'received' && <Known receipt={fate.receipt} onMend={onMend} />}
        {fate.state === 'refused' && (
          <Told tone="bad" title={problemText(fate.problem).what}>
            <p>
              <Trans>内容还在本机，没有丢失。请在右上角「待上传」里重试。</Trans>
            </p>
          </Told>
        )}
        {fate.state === 'unknown' && (
          <Told tone="plain" title="">
            <p>
              <Trans>这次面访早已上传，结果见客户全景。</Trans>
            </p>
          </Told>
        )}
      </div>
      <div className="stop-actions">
        <Link to="/today" search={{}} className="button button-primary">
          <Trans>回到今日工作</Trans>
        </Link>
        <Link to="/customers/$customerId" params={{ customerId: String(customer) }} className="button">
          <Trans>客户全景</Trans>
        </Link>
      </div>
    </div>
  )
}

function Unsent() {
  const { t } = useLingui()
  const { mutate, isPending } = useSending()
  return (
    <Told tone="warn" title={t`已保存在本机，待上传`}>
      <p>
        <Trans>有网络时自动上传，不会丢失。可以继续下一位客户。</Trans>
      </p>
      <Button icon="upload" isDisabled={isPending} onPress={() => mutate()}>
        <Trans>立即上传</Trans>
      </Button>
    </Told>
  )
}

function Known({ receipt, onMend }: { receipt: Received; onMend: () => void }) {
  const { t } = useLingui()
  const { state, code, forwarded_to: forwardedTo } = receipt
  if (state === 'invalid') {
    return (
      <Told tone="bad" title={code ? receiptText(code) : operationStateWord(state)}>
        <ul>
          {receipt.fields.map((fault) => (
            <li key={fault['field']}>
              {fault['field']}：{fault['detail']}
            </li>
          ))}
        </ul>
        <Button look="primary" onPress={onMend}>
          <Trans>修改后再保存</Trans>
        </Button>
      </Told>
    )
  }
  if (state === 'needs_attention') {
    return (
      <Told tone="warn" title={t`已上传，需要处理`}>
        {code && <p>{receiptText(code)}</p>}
      </Told>
    )
  }
  if (state === 'forwarded') {
    return (
      <Told tone="good" title={t`已上传`}>
        <p>{forwardedTo ? t`客户现由 ${forwardedTo} 服务，结果已转给他。` : t`客户已换专员，结果已转交。`}</p>
        <p>
          <Trans>这次面访仍计在您名下。</Trans>
        </p>
      </Told>
    )
  }
  return <Told tone="good" title={t`已上传，面访已生效`} />
}

type Tone = 'good' | 'warn' | 'bad' | 'plain'

function Told({ tone, title, children }: { tone: Tone; title: string; children?: React.ReactNode }) {
  const icon = { good: 'done', warn: 'clock', bad: 'warning', plain: 'info' } as const
  return (
    <div className="told" data-tone={tone}>
      <Icon name={icon[tone]} size={40} />
      {title && <h2>{title}</h2>}
      {children}
    </div>
  )
}
