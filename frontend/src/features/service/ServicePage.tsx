import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ServiceStep } from '../../address/field'
import { customerQuery } from '../../api/field'
import { serviceQuery } from '../../api/service'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { useOnline } from '../../ui/online'
import { Steps } from '../../ui/Steps'
import { useStep } from '../../ui/useStep'
import { Waiting } from '../../ui/Waiting'
import { CodeStep } from './CodeStep'
import { DetailsForm } from './DetailsForm'
import { isEmpty, stepsOf } from './draft'
import { OnFile } from './OnFile'
import { BackToWork, Outcome } from './Outcome'
import { useServiceDraft, useServing } from './serving'
import '../../styles/field.css'
import '../../styles/customer.css'
import '../../styles/visit.css'
import './service.css'

/** Contact details, found right or changed, and confirmed by the customer: one screen a step. */
export function ServicePage() {
  const { customerId } = useParams({ from: '/shell/service/customer/$customerId' })
  const { t } = useLingui()
  const id = Number(customerId)
  if (!Number.isSafeInteger(id)) {
    return (
      <Empty icon="search" title={t`没有这位客户`}>
        <BackToWork />
      </Empty>
    )
  }
  return <Service key={id} customer={id} />
}

function Service({ customer }: { customer: number }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/service/customer/$customerId' })
  const navigate = useNavigate()
  const isOnline = useOnline()
  const story = useQuery(customerQuery(customer))
  const service = useQuery(serviceQuery(customer))
  const { draft, change, forget, restart } = useServiceDraft(customer)
  const serving = useServing(customer, change)
  const items = service.data?.items ?? []
  const id = search.request ?? draft.request_id
  const request = items.find((one) => one.id === id) ?? items.find((one) => one.state === 'needs_customer')
  const step = search.step ?? 'on_file'
  const word = useServiceStepWord()
  const screen = useStep<HTMLElement>(step)
  const isTaken = step === 'code' || step === 'done'
  const isLost = isOnline && service.isError && !service.data
  const steps = stepsOf(isTaken && request ? { all_right: request.kind === 'details_right' } : { all_right: step !== 'form' && draft.all_right })
  const position = steps.indexOf(step)

  const show = (next: ServiceStep, replace = false, more = {}) =>
    void navigate({ to: '/service/customer/$customerId', params: { customerId: String(customer) }, search: { step: next, ...more }, replace })
  const take = (part: { all_right: boolean }) => serving.take.mutate({ ...draft, ...part }, { onSuccess: () => show('code') })
  const confirmed = (done: { id: string }) => {
    forget()
    show('done', true, { request: done.id })
  }
  const anew = () => show(isEmpty(restart(request)) ? 'on_file' : 'form', true)

  return (
    <div className="visit field-page">
      <header className="visit-head">
        <Link to="/customers/$customerId" params={{ customerId: String(customer) }} className="button button-quiet" aria-label={t`退出，草稿已保存`}>
          <Trans>退出</Trans>
        </Link>
        <h1>
          <Trans>核对联系方式</Trans> <span className="visit-who">{story.data?.name_masked}</span>
        </h1>
        <Steps steps={steps} at={step} reached={step === 'done' ? 0 : position + 1} word={word} onChoose={show} />
      </header>
      <section className="visit-body stack" key={step} ref={screen} tabIndex={-1} aria-label={word(step)}>
        {!isOnline && (
          <Notice tone="warn">
            <strong>
              <Trans>现在没有网络，验证码发不出去。</Trans>
            </strong>
            <span>
              <Trans>填写的内容已保存在本机，有网络后回到这里继续，不会丢失。</Trans>
            </span>
          </Notice>
        )}
        {isOnline && service.error && (
          <>
            <ErrorNotice error={service.error} />
            <div className="row">
              <Button look="primary" isDisabled={service.isFetching} onPress={() => void service.refetch()}>
                <Trans>重试</Trans>
              </Button>
              <BackToWork />
            </div>
          </>
        )}
        {isTaken && service.isPending && isOnline && <Waiting lines={3} />}
        {step === 'on_file' && !isLost && (
          <OnFile
            customer={customer}
            onFile={service.data?.on_file}
            refusal={serving.take.error}
            isBusy={serving.take.isPending}
            isOnline={isOnline}
            onRight={() => take({ all_right: true })}
            onChange={() => {
              change({ all_right: false })
              serving.take.reset()
              show('form')
            }}
          />
        )}
        {step === 'form' && !isLost && (
          <DetailsForm
            draft={draft}
            onFile={service.data?.on_file}
            error={serving.take.error}
            isBusy={serving.take.isPending}
            isOnline={isOnline}
            onChange={(part) => {
              serving.take.reset()
              change(part)
            }}
            onSend={() => take({ all_right: false })}
          />
        )}
        {step === 'code' && service.data && (
          <CodeStep customer={customer} request={request} serving={serving} isOnline={isOnline} onConfirmed={confirmed} onAnew={anew} />
        )}
        {step === 'done' && service.data && <Outcome customer={customer} request={request} onAnew={anew} />}
      </section>
      <footer className="visit-foot">
        {step !== 'done' && position > 0 && (
          <Button icon="back" onPress={() => show(steps[position - 1]!)}>
            <Trans>上一步</Trans>
          </Button>
        )}
      </footer>
    </div>
  )
}

function useServiceStepWord(): (step: ServiceStep) => string {
  const { t } = useLingui()
  const words: Record<ServiceStep, string> = { on_file: t`核对`, form: t`填写变更`, code: t`客户确认`, done: t`完成` }
  return (step) => words[step]
}
