import { Trans, useLingui } from '@lingui/react/macro'
import type { Specialist } from '../../api/desk'
import { count, dayShort, percent } from '../../i18n/format'
import { employmentWord, gradeWord, languageWord, qualificationWord, staffStatusWord } from '../../i18n/staff'
import { isPartTime } from './profile'

/** The cells of the list of specialists that tell what somebody can do; what a person entered is marked. */

export function State({ one }: { one: Specialist }) {
  const { leave, on_leave } = one.profile
  return (
    <>
      <span className={one.in_service && !on_leave ? 'badge badge-good' : 'badge badge-warn'}>
        {on_leave && one.in_service ? <Trans>休假</Trans> : staffStatusWord(one.status)}
      </span>
      {leave && (
        <div className="soft unbroken" title={leave.reason}>
          {on_leave && leave.last !== null ? <Trans>到 {dayShort(leave.last)}</Trans> : <Trans>{dayShort(leave.start)} 起</Trans>}
        </div>
      )}
    </>
  )
}

export function Work({ one }: { one: Specialist }) {
  const { profile } = one
  const { most_customers, working_share, kept } = profile
  return (
    <>
      {employmentWord(one.employment)}
      {isPartTime(profile) && (
        <div className="soft unbroken">
          <Trans>工时 {percent(working_share ?? 1)}</Trans>
          {kept.includes('working_share') && <ByHand />}
        </div>
      )}
      {most_customers !== null && (
        <div className="soft unbroken">
          <Trans>至多 {count(most_customers)} 位</Trans>
          {kept.includes('most_customers') && <ByHand />}
        </div>
      )}
    </>
  )
}

export function Grade({ one }: { one: Specialist }) {
  const { grade, kept } = one.profile
  return (
    <>
      {grade === null ? '–' : gradeWord(grade)}
      {kept.includes('grade') && <ByHand />}
      <div className="soft">{one.qualifications.map(qualificationWord).join('、')}</div>
    </>
  )
}

export function Languages({ one }: { one: Specialist }) {
  const { languages, kept } = one.profile
  return (
    <>
      {languages.map(languageWord).join('、') || <span className="soft">–</span>}
      {kept.includes('languages') && <ByHand />}
    </>
  )
}

function ByHand() {
  const { t } = useLingui()
  return (
    <span className="by-hand" title={t`人工填写，优先于专员名单`}>
      <Trans>人工</Trans>
    </span>
  )
}
