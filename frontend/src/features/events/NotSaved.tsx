import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { eventQuery, type Event, type EventChoices } from '../../api/activities'
import { ProblemError } from '../../api/problem'
import { Button } from '../../ui/Button'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { draftOf, type EventDraft } from './draft'
import { fieldWord, valueText } from './fields'
import { merge } from './merging'

interface Props {
  error: unknown
  event: Event | undefined
  base: EventDraft
  draft: EventDraft
  choices: EventChoices
  onGoOn: (newest: Event, draft: EventDraft) => void
}

/** Why it was not saved. Where somebody else has changed the event meanwhile, what he changed, beside what is typed here. */
export function NotSaved({ error, event, ...rest }: Props) {
  const isChanged = error instanceof ProblemError && error.problem.code === 'event.changed'
  return (
    <>
      <ErrorNotice error={error} />
      {isChanged && event && <Newest id={event.event_id} {...rest} />}
    </>
  )
}

function Newest({ id, base, draft, choices, onGoOn }: Omit<Props, 'error' | 'event'> & { id: string }) {
  const { t } = useLingui()
  const newest = useQuery({ ...eventQuery(id), staleTime: 0, refetchOnMount: 'always' })
  if (newest.error) return <ErrorNotice error={newest.error} />
  if (!newest.isFetchedAfterMount || !newest.data) return <Waiting />
  const event = newest.data
  const theirs = draftOf(event)
  const { draft: merged, taken, clashes } = merge(base, draft, theirs)
  const text = (name: keyof EventDraft, of: EventDraft) => valueText(name, of, choices)
  return (
    <Notice tone="warn">
      <strong>
        <Trans>对方改了什么</Trans>
      </strong>
      <ul>
        {clashes.map((name) => (
          <li key={name}>{t`${fieldWord(name)}：对方填的是「${text(name, theirs)}」，您填的是「${text(name, draft)}」`}</li>
        ))}
        {taken.map((name) => (
          <li key={name}>{t`${fieldWord(name)}：改为「${text(name, theirs)}」，您没有动过`}</li>
        ))}
        {clashes.length + taken.length === 0 && (
          <li>
            <Trans>与您填写的没有不同。</Trans>
          </li>
        )}
      </ul>
      <div className="row">
        <Button onPress={() => onGoOn(event, merged)}>
          <Trans>保留我改的，其余用对方的</Trans>
        </Button>
        <Button onPress={() => onGoOn(event, theirs)}>
          <Trans>放弃我改的</Trans>
        </Button>
      </div>
    </Notice>
  )
}
