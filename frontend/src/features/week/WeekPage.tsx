import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { weekQuery } from '../../api/week'
import { dateTime, dayShort } from '../../i18n/format'
import { useWaiting } from '../../outbox/operations'
import { plusDays, policyDay } from '../../rules/days'
import { addedBy, mondayOf } from '../../sync/week'
import { ErrorNotice } from '../../ui/Notice'
import { useNow } from '../../ui/now'
import { Waiting } from '../../ui/Waiting'
import { Definitions } from './Definitions'
import { WeekDays } from './WeekDays'
import { WeekFigures } from './WeekFigures'
import '../../styles/field.css'
import './week.css'

const MINUTE_MS = 60_000

/** What was planned and done in a week, what is only on this device of it, and what is to be come to. */
export function WeekPage() {
  const { t } = useLingui()
  const { day } = useSearch({ from: '/shell/week' })
  const thisMonday = mondayOf(policyDay(useNow(MINUTE_MS)))
  const monday = mondayOf(day ?? thisMonday)
  const isNow = monday === thisMonday
  const counted = useQuery(weekQuery(isNow ? undefined : monday))
  const waiting = useWaiting()
  const done = waiting.filter((row) => !row.refused).map((row) => row.operation)
  const week = counted.data?.week
  const added = addedBy([...(counted.data?.sent ?? []), ...done])
  return (
    <div className="page-body field-page">
      <div className="row">
        <h1>
          <Trans>我的一周</Trans>
        </h1>
        <span className="row-end" />
        <Link to="/week" search={{ day: plusDays(monday, -7) }} className="button">
          <Trans>上一周</Trans>
        </Link>
        {!isNow && (
          <Link to="/week" search={{}} className="button">
            <Trans>本周</Trans>
          </Link>
        )}
      </div>
      <p className="soft">
        {dayShort(monday)} – {dayShort(plusDays(monday, 6))}
        {week && <> · {t`服务器数字截至 ${dateTime(week.as_of)}`}</>}
      </p>
      {counted.error && <ErrorNotice error={counted.error} />}
      {counted.isPending && <Waiting />}
      {week && (
        <>
          <WeekFigures week={week} added={added} />
          <WeekDays week={week} added={added} />
          <Definitions />
        </>
      )}
    </div>
  )
}
