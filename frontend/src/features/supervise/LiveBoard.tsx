import { Trans, useLingui } from '@lingui/react/macro'
import type { SeatBoard } from '../../api/seats'
import { count, dateTime, percent } from '../../i18n/format'
import { useCity } from '../../session/city'
import { Figure, Figures } from '../../ui/Figures'
import { Section } from '../../ui/Section'
import { CityTable } from './CityTable'
import { KindTable } from './KindTable'
import { LevelChart } from './LevelChart'
import { SeatTable } from './SeatTable'
import { WaitingList } from './WaitingList'

/** What waits, who is where, and how much is handled in time. */
export function LiveBoard({ board }: { board: SeatBoard }) {
  const { t } = useLingui()
  return (
    <div className="stack">
      <Head board={board} />
      <div className="supervise-columns">
        <div className="stack">
          <Section title={t`坐席名单`} many={board.seats.length} none={t`本市还没有坐席账号。`}>
            <SeatTable seats={board.seats} />
          </Section>
          <Section title={t`按事由和等待天数`} many={board.kinds.length} none={t`没有客户在等。`}>
            <KindTable kinds={board.kinds} />
          </Section>
          <Section title={t`服务水平`}>
            <LevelChart level={board.level} />
          </Section>
        </div>
        <div className="stack">
          <Section title={t`约好的回拨`} many={board.promised.length} none={t`两小时内没有约好的回拨。`}>
            <WaitingList items={board.promised} seats={board.seats} />
          </Section>
          <Section title={t`等得最久`} many={board.longest.length} none={t`没有客户在等。`}>
            <WaitingList items={board.longest} seats={board.seats} />
          </Section>
        </div>
      </div>
      {board.cities.length > 1 && (
        <Section title={t`各城市`}>
          <CityTable cities={board.cities} />
        </Section>
      )}
    </div>
  )
}

function Head({ board }: { board: SeatBoard }) {
  const { t } = useLingui()
  const code = useCity()?.code
  const line = board.cities.find((one) => one.code === code)
  const today = board.level.days.at(-1)
  const handled = board.level.hours.length > 0 ? today : undefined
  const there = board.seats.filter((seat) => seat.state !== 'absent' && seat.state !== 'away')
  if (!line) return null
  return (
    <section className="card stack supervise-head" aria-label={t`现场概况`}>
      <Figures>
        <Figure label={t`待呼`} value={count(line.waiting)} {...(line.oldest ? { note: t`最早 ${dateTime(line.oldest)}` } : {})} />
        <Figure label={t`超过目标`} value={count(line.late)} note={t`等得比目标久`} />
        <Figure label={t`回拨到点`} value={count(line.callbacks_due)} note={t`与客户约好的时间`} />
        <Figure label={t`在岗坐席`} value={count(there.length)} note={t`共 ${count(board.seats.length)} 名`} />
        <Figure label={t`通话中`} value={count(line.on_call)} note={t`就绪 ${count(board.seats.filter((seat) => seat.state === 'ready').length)}`} />
        <Figure
          label={t`今天服务水平`}
          value={handled ? percent(handled.in_time, handled.handled, 0) : '–'}
          note={t`目标 ${percent(board.level.target_share, 1, 0)}`}
        />
      </Figures>
      <p className="soft">
        <Trans>
          服务水平：约好的回拨在到点后 {board.level.callback_minutes} 分钟内、其他客户的首次呼叫在应呼日后 {board.level.days_allowed} 天内算及时；重拨不计。
        </Trans>
      </p>
    </section>
  )
}
