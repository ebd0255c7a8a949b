import { Trans, useLingui } from '@lingui/react/macro'
import type { Rate, Treatment } from '../../api/treatment'
import { count, decimal, percent } from '../../i18n/format'
import { actionWord } from '../../i18n/treatment'
import { Section } from '../../ui/Section'
import { Table, type Column } from '../../ui/Table'

/** Save rates: from the assumed to the measured, each with its interval. */
export function Rates({ treatment }: { treatment: Treatment }) {
  const { t } = useLingui()
  // How many there were, how many were to lapse, and how many did.
  const outcomes = (of: 'treated' | 'held_out', name: string): Column<Rate>[] => {
    const column = (key: keyof Rate['treated'], header: string, cell: (value: number) => string): Column<Rate> => ({
      key: `${of}-${key}`,
      header: `${name} · ${header}`,
      group: { name, header },
      cell: (rate) => cell(rate[of][key]),
      numeric: true,
    })
    return [column('count', t`笔数`, count), column('expected', t`预计失效`, (value) => decimal(value, 1)), column('lapsed', t`实际失效`, count)]
  }
  const columns: Column<Rate>[] = [
    { key: 'action', header: t`做法`, cell: (rate) => actionWord(rate.action) },
    { key: 'known', header: t`依据`, cell: (rate) => <Known rate={rate} /> },
    { key: 'mean', header: t`挽回率`, cell: (rate) => percent(rate.mean), numeric: true },
    { key: 'interval', header: t`95% 区间`, cell: (rate) => <Interval rate={rate} /> },
    { key: 'assumed', header: t`假设`, cell: (rate) => percent(rate.assumed, 1, 0), numeric: true },
    ...outcomes('treated', t`做过`),
    ...outcomes('held_out', t`对照`),
  ]
  return (
    <Section title={t`挽回率`}>
      <p className="soft">
        <Trans>
          会失效的客户中，一次联系能挽回的比例。开始时是假设，相当于 {count(treatment.prior_weight)} 笔预计失效；随着应缴满期，逐步由实测代替。预计失效按评分卡，并用对照组的实际结果校正。
        </Trans>
      </p>
      <Table caption={t`挽回率一览`} columns={columns} rows={treatment.rates} rowKey={(rate) => rate.action} />
    </Section>
  )
}

function Known({ rate }: { rate: Rate }) {
  const { t } = useLingui()
  if (rate.measured === 0) return <span className="badge badge-warn">{t`假设`}</span>
  return <span className={rate.measured >= 0.5 ? 'badge badge-good' : 'badge badge-warn'}>{t`实测占 ${percent(rate.measured, 1, 0)}`}</span>
}

const WIDTH = 160

function Interval({ rate }: { rate: Rate }) {
  const x = (share: number) => Math.min(share, 0.6) * (WIDTH / 0.6)
  return (
    <span className="rate-interval">
      <svg width={WIDTH} height={16} aria-hidden="true">
        <line x1={0} x2={WIDTH} y1={8} y2={8} stroke="var(--line)" />
        <line x1={x(rate.low)} x2={x(rate.high)} y1={8} y2={8} stroke="var(--accent)" strokeWidth={4} strokeLinecap="round" />
        <circle cx={x(rate.mean)} cy={8} r={5} fill="var(--accent)" />
        <line x1={x(rate.assumed)} x2={x(rate.assumed)} y1={2} y2={14} stroke="var(--ink-soft)" strokeDasharray="2 2" />
      </svg>
      <span>{`${percent(rate.low)} – ${percent(rate.high)}`}</span>
    </span>
  )
}
