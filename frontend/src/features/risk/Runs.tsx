import { useLingui } from '@lingui/react/macro'
import type { Run } from '../../api/treatment'
import { count, day, decimal, money, percent } from '../../i18n/format'
import { actionWord, decisionWord } from '../../i18n/treatment'
import { Section } from '../../ui/Section'
import { Table, type Column } from '../../ui/Table'

/** What the last runs of the day decided. */
export function Runs({ runs }: { runs: Run[] }) {
  const { t } = useLingui()
  const columns: Column<Run>[] = [
    { key: 'day', header: t`日期`, cell: (run) => day(run.day) },
    { key: 'customers', header: t`客户`, cell: (run) => count(run.customers), numeric: true },
    { key: 'actions', header: t`做法`, cell: (run) => listed(run.actions, actionWord) },
    { key: 'reasons', header: t`原因`, cell: (run) => listed(run.reasons, decisionWord) },
    { key: 'expected', header: t`期望价值`, cell: (run) => money(run.expected), numeric: true },
    { key: 'bound', header: t`占上限`, cell: (run) => (run.bound > 0 ? percent(run.expected, run.bound) : '–'), numeric: true },
    { key: 'seats', header: t`坐席分钟：用 / 有`, cell: (run) => `${count(run.seat_minutes_used)} / ${count(Math.max(run.seat_minutes, 0))}`, numeric: true },
    { key: 'price', header: t`多一分钟的价值`, cell: (run) => `¥${decimal(run.seat_price, 2)}`, numeric: true },
  ]
  return (
    <Section title={t`最近的决定`} many={runs.length} none={t`还没有做过决定：每日作业在有网格的城市里做。`}>
      <Table caption={t`最近的决定一览`} columns={columns} rows={runs} rowKey={(run) => run.at} />
    </Section>
  )
}

function listed(counts: Record<string, number>, word: (key: string) => string) {
  return (
    <span className="run-counts">
      {Object.entries(counts)
        .filter(([, many]) => many > 0)
        .map(([key, many]) => (
          <span key={key}>
            {word(key)} {count(many)}
          </span>
        ))}
    </span>
  )
}
