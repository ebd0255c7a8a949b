import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ProblemError } from '../../api/problem'
import type { ServiceRequest } from '../../api/service'
import { clockTime, count } from '../../i18n/format'
import { detailWord } from '../../i18n/service'
import { Button } from '../../ui/Button'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { useNow } from '../../ui/now'
import { Outcome } from './Outcome'
import type { Serving } from './serving'

const DIGITS = 6
const LONGEST_WAIT_MS = 60_000

interface Props {
  customer: number
  request: ServiceRequest | undefined
  serving: Serving
  isOnline: boolean
  onConfirmed: (request: ServiceRequest) => void
  onAnew: () => void
}

/** The customer reads the code out; whoever serves him types it. */
export function CodeStep({ customer, request, serving, isOnline, onConfirmed, onAnew }: Props) {
  if (request?.state !== 'needs_customer') return <Outcome customer={customer} request={request} onAnew={onAnew} />
  return <Waiting key={request.id} request={request} serving={serving} isOnline={isOnline} onConfirmed={onConfirmed} />
}

function Waiting({ request, serving, isOnline, onConfirmed }: Omit<Props, 'customer' | 'onAnew' | 'request'> & { request: ServiceRequest }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const { send, confirm, withdraw } = serving
  const said = typed.replaceAll(/\D/g, '')
  const isBusy = send.isPending || confirm.isPending || withdraw.isPending
  const go = () => {
    send.reset()
    confirm.mutate({ id: request.id, code: said }, { onSuccess: onConfirmed, onError: (error) => !isStillRight(error) && setTyped('') })
  }
  const error = confirm.error ?? send.error ?? withdraw.error
  return (
    <form
      className="visit-center"
      onSubmit={(event) => {
        event.preventDefault()
        if (said.length === DIGITS && !isBusy) go()
      }}
    >
      <h2>
        <Trans>请客户报短信里的验证码</Trans>
      </h2>
      {request.fields.length > 0 && <p>{request.fields.map((field) => `${detailWord(field)} ${request.masked[field] ?? ''}`).join(' · ')}</p>}
      {request.code && (
        <p className="soft" aria-live="polite">
          {/* How many tries are left stands in the refusal then. */}
          {confirm.error ? t`已发到 ${request.code.number_masked}` : t`已发到 ${request.code.number_masked}，还可以试 ${count(request.code.tries_left)} 次`}
        </p>
      )}
      {error && <ErrorNotice error={error} />}
      <label className="code-label" htmlFor="service-code">{t`${DIGITS} 位验证码`}</label>
      <input
        id="service-code"
        className="input code-input"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={DIGITS + 2}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        disabled={!request.code}
      />
      <Button type="submit" look="primary" icon="done" isDisabled={isBusy || !isOnline || said.length !== DIGITS}>
        <Trans>确认</Trans>
      </Button>
      <Again request={request} isDisabled={isBusy || !isOnline} onSend={() => {
        confirm.reset()
        send.mutate(request.id)
      }} />
      {request.code?.gateway === 'file' && (
        <Notice tone="warn">
          <Trans>短信没有接运营商，已写入服务器的发件文件。演示时在服务器上运行 gridward messages read 查看。</Trans>
        </Notice>
      )}
      <Button look="quiet" isDisabled={isBusy || !isOnline} onPress={() => withdraw.mutate(request.id)}>
        <Trans>客户不办了，撤销</Trans>
      </Button>
    </form>
  )
}

/** The code was right, but the customer's data was held by an import: the same code is sent again. */
function isStillRight(error: Error): boolean {
  return error instanceof ProblemError && error.problem.code === 'service.book_busy'
}

/** Sent once more, where a moment has passed; a clock that is wrong keeps nobody waiting for longer than that. */
function Again({ request, isDisabled, onSend }: { request: ServiceRequest; isDisabled: boolean; onSend: () => void }) {
  const { t } = useLingui()
  const now = useNow()
  const { code } = request
  const waits = code ? Math.min(LONGEST_WAIT_MS, Date.parse(code.again_at) - now) : 0
  const left = code ? Date.parse(code.expires_at) - now : 0
  return (
    <div className="row">
      <Button icon="phone" isDisabled={isDisabled || waits > 0} onPress={onSend}>
        {!code ? t`发送验证码` : waits > 0 ? t`${Math.ceil(waits / 1000)} 秒后可重发` : t`重发验证码`}
      </Button>
      {code && <span className="soft number">{left > 0 ? t`${clockTime(left)} 后失效` : t`验证码已过期，请重发`}</span>}
    </div>
  )
}
