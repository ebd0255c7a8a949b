import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Story } from '../../api/field'
import { count, dateTime, day, money } from '../../i18n/format'
import { whyLine } from '../../i18n/why'
import { outcomeWord, promiseStateWord, requestReasonWord, requestStateWord, returnReasonWord, taskKindWord, workplaceWord } from '../../i18n/work'
import { useMay } from '../../session/may'
import { StageBadge } from '../../ui/marks'
import { NotSent } from '../../ui/NotSent'
import { Section } from '../../ui/Section'

export function Tasks({ tasks }: { tasks: Story['tasks'] }) {
  const { t } = useLingui()
  const works = useMay('work')
  return (
    <Section title={t`待办`} many={tasks.length} none={t`没有待办。`}>
      <ul className="customer-rows">
        {tasks.map((task) => (
          <li key={task.task_id}>
            <div className="row">
              {works && task.workplace === 'field' ? (
                <Link to="/visit/$taskId" params={{ taskId: task.task_id }} className="task-link">
                  <strong>{taskKindWord(task.kind)}</strong>
                </Link>
              ) : (
                <strong>{taskKindWord(task.kind)}</strong>
              )}
              <StageBadge stage={task.stage} />
            </div>
            <p className="soft">
              {workplaceWord(task.workplace)} · {t`${day(task.due_on)} 前`}
            </p>
            {task.why.length > 0 && <p>{whyLine(task.why)}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const TONE: Record<string, string> = { open: 'badge', kept: 'badge badge-good', broken: 'badge badge-bad', replaced: 'badge' }

export function Promises({ promises }: { promises: Story['promises'] }) {
  const { t } = useLingui()
  if (promises.length === 0) return null
  return (
    <Section title={t`承诺缴费`} many={promises.length}>
      <ul className="customer-rows">
        {promises.map((promise) => (
          <li key={promise.id}>
            <div className="row">
              <strong>{money(promise.amount)}</strong>
              <span>{t`${day(promise.promised_on)} 前缴`}</span>
              <span className="row-end" />
              {promise.unsent && <NotSent />}
              <span className={TONE[promise.state] ?? 'badge'}>{promiseStateWord(promise.state)}</span>
            </div>
            <p className="soft">
              {promise.policy_no} · {t`${dateTime(promise.made_at)} 向${workplaceWord(promise.source)}承诺`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function Notes({ notes }: { notes: Story['notes'] }) {
  const { t } = useLingui()
  if (notes.length === 0) return null
  return (
    <Section title={t`备注`} many={notes.length}>
      <ul className="customer-rows">
        {notes.map((note) => (
          <li key={note.id}>
            <p>{note.text}</p>
            <p className="soft">
              {[dateTime(note.at), note.by].filter(Boolean).join(' · ')} {note.unsent && <NotSent />}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function Requests({ requests }: { requests: Story['requests'] }) {
  const { t } = useLingui()
  if (requests.length === 0) return null
  return (
    <Section title={t`转上门`} many={requests.length}>
      <ul className="customer-rows">
        {requests.map((request) => (
          <li key={request.id}>
            <div className="row">
              <strong>{requestReasonWord(request.reason)}</strong>
              <span className="row-end" />
              <span className={request.state === 'pending' || request.state === 'expired' ? 'badge badge-warn' : 'badge'}>{requestStateWord(request.state)}</span>
            </div>
            {request.note && <p>{request.note}</p>}
            <p className="soft">
              {dateTime(request.raised_at)}
              {request.returned_reason && ` · ${returnReasonWord(request.returned_reason)}`}
              {request.outcome && ` · ${outcomeWord(request.outcome)}`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function Household({ neighbours }: { neighbours: Story['household'] }) {
  const { t } = useLingui()
  if (neighbours.length === 0) return null
  return (
    <Section title={t`同一户`} many={neighbours.length}>
      <ul className="customer-rows">
        {neighbours.map((one) => (
          <li key={one.customer_id} className="row">
            <Link to="/customers/$customerId" params={{ customerId: String(one.customer_id) }} className="household-link">
              {one.name_masked}
            </Link>
            <span className="row-end soft">{one.open_tasks > 0 ? t`${count(one.open_tasks)} 项待办` : t`没有待办`}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
