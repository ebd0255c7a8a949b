import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Week } from '../../api/week'
import { count } from '../../i18n/format'
import type { Added } from '../../sync/week'
import { Figure, Figures } from '../../ui/Figures'

interface Props {
  week: Week
  added: Map<string, Added>
  /** Where it is seen what waits for a decision. */
  decided?: '/sync' | '/attention'
}

type Counted = 'visits' | 'calls' | 'reached' | 'promises' | 'promises_kept' | 'tasks'

/** The week at a glance, beside its targets; what the server has not confirmed stands apart. */
export function WeekFigures({ week, added, decided = '/sync' }: Props) {
  const { t } = useLingui()
  const all = (name: Counted) => week.days.reduce((sum, one) => sum + one[name], 0)
  const more = (name: keyof Added) => week.days.reduce((sum, one) => sum + (added.get(one.day)?.[name] ?? 0), 0)
  const note = (target: number | null, provisional = 0) =>
    [target === null ? t`未设目标` : t`目标 ${count(target)}`, provisional > 0 && t`另有 ${count(provisional)} 待确认`].filter(Boolean).join(t`，`)
  const { targets } = week
  return (
    <>
      <Figures>
        <Figure label={t`联系客户`} value={count(all('visits') + all('calls'))} note={note(targets.contacts, more('visits') + more('calls'))} />
        <Figure label={t`面访`} value={count(all('visits'))} note={note(targets.visits, more('visits'))} />
        <Figure label={t`电话和微信`} value={count(all('calls'))} note={note(targets.calls, more('calls'))} />
        <Figure label={t`联系上本人`} value={count(all('reached'))} />
        <Figure label={t`完成任务`} value={count(all('tasks'))} note={note(targets.tasks)} />
        <Figure label={t`承诺缴费`} value={count(all('promises'))} note={note(targets.promises, more('promises'))} />
        <Figure label={t`承诺已兑现`} value={count(all('promises_kept'))} note={t`其余承诺尚未缴费`} />
      </Figures>
      {week.waiting > 0 && (
        <p className="badge badge-warn week-waiting">
          <Link to={decided}>{t`${count(week.waiting)} 条等主管决定，还没有计入`}</Link>
        </p>
      )}
    </>
  )
}
