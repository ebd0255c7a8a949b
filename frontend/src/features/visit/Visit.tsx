import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { customerQuery } from '../../api/field'
import { useOnce } from '../../outbox/once'
import { useDoing } from '../../outbox/operations'
import { usePhotos } from '../../photos/hooks'
import { Button } from '../../ui/Button'
import { Steps } from '../../ui/Steps'
import { tell } from '../../ui/toast'
import { useStep } from '../../ui/useStep'
import { CheckIn } from './CheckIn'
import { completion, lacking, photosOfVisit, stepAfter, stepsOf, together, type Draft, type Named, type Step } from './draft'
import { NoteStep } from './NoteStep'
import { Options } from './Options'
import { OutcomeStep } from './OutcomeStep'
import { PromiseStep } from './PromiseStep'
import { Receipt } from './Receipt'
import { Summary } from './Summary'
import { useDraft, type Start } from './useDraft'
import { useStepWord } from './words'

interface Props {
  /** What the visit is for: a task or a customer. */
  subject: string
  start: Start
}

const NOTHING: Named = { all: [] }

/** One screen a step. What is written down is kept at each change; the step stands in the address. */
export function Visit({ subject, start }: Props) {
  const { t } = useLingui()
  const { draft, change, entryWith } = useDraft(subject, start)
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const act = useDoing()
  const once = useOnce()
  const { photos } = usePhotos()
  const word = useStepWord()
  const story = useQuery(customerQuery(draft.customer_id))
  const dues = story.data?.dues ?? []
  const steps = stepsOf(draft)
  const step = steps.find((one) => one === search.step) ?? draft.step
  const saved = search.saved ?? draft.saved
  const screen = useStep<HTMLElement>(step)

  // By its whole address: somebody who is signed out in this very moment comes back to it.
  const show = (next: { step?: Step; saved?: string }, replace = false) => {
    const as = { search: next, replace }
    if (draft.task_id === undefined) void navigate({ to: '/visit/customer/$customerId', params: { customerId: String(draft.customer_id) }, ...as })
    else void navigate({ to: '/visit/$taskId', params: { taskId: draft.task_id }, ...as })
  }
  const go = (part: Partial<Draft>, next = stepAfter({ ...draft, ...part }, step)) => {
    change({ ...part, step: next })
    show({ step: next })
  }
  const save = async () => {
    const named = together(draft.named, await photos.digests(photosOfVisit(draft)).catch(() => NOTHING))
    const operation = await act('visit.complete', completion(draft, named), ({ op_id }) => entryWith({ saved: op_id, named }))
    if (!operation) return
    change({ saved: operation.op_id, named })
    show({ saved: operation.op_id }, true)
    tell(t`已保存对 ${draft.name} 的面访`, () => void takeBack(operation.op_id, named))
  }
  /** It is open again as it was written, wherever somebody has gone since: to be mended and saved anew. */
  const takeBack = async (target: string, named: Named) => {
    const open: Partial<Draft> = { saved: undefined, named, step: 'summary' }
    if (!(await act('operation.undo', { target, customer_id: draft.customer_id }, () => entryWith(open)))) return
    change(open)
    show({ step: 'summary' }, true)
  }
  const mend = () => {
    const { saved: _, ...rest } = draft
    change({ ...rest, saved: undefined, step: 'summary' })
    show({ step: 'summary' }, true)
  }

  if (saved) return <Receipt opId={saved} subject={subject} draft={draft} onMend={mend} />
  const position = steps.indexOf(step)
  const before = steps[position - 1]
  return (
    <div className="visit field-page">
      <header className="visit-head">
        <Link to="/today" search={{}} className="button button-quiet" aria-label={t`退出，草稿已保存`}>
          <Trans>退出</Trans>
        </Link>
        <h1>
          <Trans>上门面访</Trans> <span className="visit-who">{draft.name}</span>
        </h1>
        <Steps steps={steps} at={step} reached={draft.begun ? steps.length : 1} word={word} onChoose={(next) => show({ step: next })} />
      </header>
      <section className="visit-body" key={step} ref={screen} tabIndex={-1} aria-label={word(step)}>
        {step === 'check_in' && <CheckIn draft={draft} story={story.data} entryWith={entryWith} onDone={go} />}
        {step === 'options' && <Options draft={draft} dues={dues} error={story.error} isPending={story.isPending} onDone={go} />}
        {step === 'outcome' && <OutcomeStep draft={draft} dues={dues} onDone={go} />}
        {step === 'promise' && <PromiseStep draft={draft} dues={dues} onChange={change} />}
        {step === 'note' && <NoteStep draft={draft} onChange={change} />}
        {step === 'summary' && <Summary draft={draft} dues={dues} onChange={change} onEdit={(next) => show({ step: next })} />}
      </section>
      <footer className="visit-foot">
        {before && (
          <Button icon="back" onPress={() => show({ step: before })}>
            <Trans>上一步</Trans>
          </Button>
        )}
        <span className="row-end" />
        {(step === 'promise' || step === 'note') && (
          <Button look="primary" isDisabled={step === 'promise' && !draft.promised_on} onPress={() => go({})}>
            <Trans>下一步</Trans>
          </Button>
        )}
        {step === 'summary' && !lacking(draft) && (
          <Button look="primary" onPress={() => void once(save)}>
            <Trans>保存面访</Trans>
          </Button>
        )}
      </footer>
    </div>
  )
}
