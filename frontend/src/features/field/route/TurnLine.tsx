import { Trans, useLingui } from '@lingui/react/macro'
import { metres } from '../../../i18n/format'
import { Icon } from '../../../ui/icons'
import type { Stop } from '../stops'
import { timeOfDay } from './clock'
import type { Turn } from './timing'

/** When he comes to a stop, how far it is, and what was agreed on. */
export function TurnLine({ stop, turn }: { stop: Stop; turn: Turn }) {
  const { t } = useLingui()
  const { travel } = turn
  const [begins, way] = [timeOfDay(turn.begins), metres(turn.metres)]
  const agreed = stop.window && `${timeOfDay(stop.window.opens)}–${timeOfDay(stop.window.closes)}`
  return (
    <p className="turn">
      <strong className="turn-time">{begins}</strong>
      {stop.byPhone && (
        <span className="turn-part">
          <Icon name="phone" size={16} />
          <Trans>电话跟进</Trans>
        </span>
      )}
      {!stop.byPhone && (turn.metres === 0 ? <span><Trans>就在这里</Trans></span> : <span>{t`路上 ${travel} 分钟 · ${way}`}</span>)}
      {agreed && (
        <span className="turn-part">
          <Icon name="clock" size={16} />
          {t`约定 ${agreed}`}
        </span>
      )}
      {turn.unkept === 'late' && <span className="badge badge-bad">{t`赶不上约定时间`}</span>}
      {turn.unkept === 'after_hours' && <span className="badge badge-warn">{t`工作时间以外`}</span>}
    </p>
  )
}
