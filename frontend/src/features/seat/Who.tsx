import { Trans, useLingui } from '@lingui/react/macro'
import type { Claim } from '../../api/desk'
import type { Story } from '../../api/field'
import type { useReveal } from '../../api/reveal'
import { sexWord } from '../../i18n/book'
import { day, daysUntil } from '../../i18n/format'
import { riskText, whyText } from '../../i18n/why'
import { taskKindWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { Key } from '../../ui/KeyCap'
import { ErrorNotice } from '../../ui/Notice'
import { Risk } from '../../ui/Risk'
import { DoNotCall } from './DoNotCall'

interface Props {
  claim: Claim
  story: Story
  reveal: ReturnType<typeof useReveal>
  /** A number that may not be called now is not shown to be dialled. */
  mayCall: boolean
  children: React.ReactNode
}

/** Whom one talks to, and why now. The number stays masked until somebody asks for it. */
export function Who({ claim, story, reveal, mayCall, children }: Props) {
  const { t } = useLingui()
  const shown = reveal.data
  const late = -daysUntil(claim.due_on)
  const [due] = story.dues
  return (
    <section className="card stack-tight call-who">
      <div className="row">
        <h2>{shown?.name ?? story.name_masked}</h2>
        <span className="soft">{[story.sex && sexWord(story.sex), story.born_year && t`${story.born_year} 年生`].filter(Boolean).join(' · ')}</span>
        <span className="row-end badge">{taskKindWord(claim.kind)}</span>
      </div>
      <div className="row">
        <span className="seat-number">{(shown ? shown.mobile : story.mobile_masked) || <span className="soft">{t`没有手机号`}</span>}</span>
        {mayCall && shown?.mobile && <Dial number={shown.mobile} />}
        {!shown && mayCall && (
          <Button icon="eye" onPress={() => reveal.mutate()} isPending={reveal.isPending} aria-keyshortcuts="r">
            <Trans>显示</Trans>
            <Key>R</Key>
          </Button>
        )}
        {shown && (
          <span className="row-end soft">
            <Trans>查看已记录。</Trans>
          </span>
        )}
      </div>
      {shown?.landline && (
        <div className="row">
          <span className="soft">
            <Trans>固定电话</Trans>
          </span>
          <span className="number">{shown.landline}</span>
          {mayCall && <Dial number={shown.landline} />}
        </div>
      )}
      {reveal.error && <ErrorNotice error={reveal.error} />}
      {children}
      {story.do_not_call && <DoNotCall />}
      <ul className="why">
        {claim.why.filter((reason) => reason.code !== 'high_risk').map((reason) => (
          <li key={reason.code}>{whyText(reason)}</li>
        ))}
        {late > 0 && <li className="late">{t`应在 ${day(claim.due_on)} 呼出，晚了 ${late} 天`}</li>}
      </ul>
      {due && (
        <div className="row">
          <span className="soft">
            <Trans>失效风险</Trans>
          </span>
          <Risk tier={due.tier} />
          <span className="soft">{due.reasons.map(riskText).join(' · ')}</span>
        </div>
      )}
    </section>
  )
}

function Dial({ number }: { number: string }) {
  const { t } = useLingui()
  return (
    <a className="button button-primary" href={`tel:${number}`} aria-label={t`拨打 ${number}`}>
      <Icon name="phone" />
      <Trans>拨打</Trans>
    </a>
  )
}
