import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { ledWeekQuery } from '../../api/week'
import { dateTime, dayShort } from '../../i18n/format'
import { plusDays, policyDay } from '../../rules/days'
import { useCity } from '../../session/city'
import { mondayOf } from '../../sync/week'
import { ErrorNotice } from '../../ui/Notice'
import { useNow } from '../../ui/now'
import { Waiting } from '../../ui/Waiting'
import { WeekDays } from './WeekDays'
import { WeekFigures } from './WeekFigures'
import './week.css'

const MINUTE_MS = 60_000
/** What is only on his tablet nobody else knows. */
const NOTHING = new Map<string, never>()

/** The week of a specialist, for whoever leads him. */
export function LedWeekPage() {
  const { t } = useLingui()
  const { specialistId } = useParams({ from: '/shell/staffing/weeks/$specialistId' })
  const { day } = useSearch({ from: '/shell/staffing/weeks/$specialistId' })
  const city = useCity()?.code ?? ''
  const thisMonday = mondayOf(policyDay(useNow(MINUTE_MS)))
  const monday = mondayOf(day ?? thisMonday)
  const { data: week, error, isPending } = useQuery(ledWeekQuery(city, Number(specialistId), monday))
  const earlier = { day: plusDays(monday, -7) }
  return (
    <div className="page-body">
      <div className="row">
        <h1>{week ? t`${week.specialist} 的一周` : t`专员的一周`}</h1>
        <span className="row-end" />
        <Link to="/staffing/weeks/$specialistId" params={{ specialistId }} search={earlier} className="button">
          <Trans>上一周</Trans>
        </Link>
        {monday !== thisMonday && (
          <Link to="/staffing/weeks/$specialistId" params={{ specialistId }} search={{}} className="button">
            <Trans>本周</Trans>
          </Link>
        )}
        <Link to="/staffing" search={{ tab: 'specialists' }} className="button">
          <Trans>专员名单</Trans>
        </Link>
      </div>
      <p className="soft">
        {dayShort(monday)} – {dayShort(plusDays(monday, 6))}
        {week && <> · {week.cells.join('、')} · {t`服务器数字截至 ${dateTime(week.as_of)}`}</>}
      </p>
      {error && <ErrorNotice error={error} />}
      {isPending && <Waiting />}
      {week && (
        <>
          <WeekFigures week={week} added={NOTHING} decided="/attention" />
          <WeekDays week={week} added={NOTHING} />
          <p className="soft">
            <Trans>算在动手的那天，客户后来换了专员也仍算他的；还在他平板上没有上传的，这里看不到。</Trans>
          </p>
        </>
      )}
    </div>
  )
}
