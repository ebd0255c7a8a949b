import { Trans, useLingui } from '@lingui/react/macro'
import type { Measure, Nurture } from '../../api/nurture'
import { count, day, percent, today } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { csvOf, download } from '../../ui/csv'
import { Figure, Figures } from '../../ui/Figures'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { Table } from '../../ui/Table'
import { interval, points } from '../risk/intervals'
import { measureColumns, paidShare, type Lot } from './columns'

/** What came of the programme, beside those whom a lot kept it from. */
export function Measures({ nurture: { programme, measures, measured_on } }: { nurture: Nurture }) {
  const { t } = useLingui()
  const rows = measures?.rows ?? []
  const columns = measureColumns(programme.occasions)
  return (
    <Section title={t`日常关怀有没有用`} many={rows.length} none={t`还没有发出过：每日作业在有网格的城市里按下面的规则发。`}>
      <p className="soft">
        <Trans>
          按抽签，{percent(programme.held_out, 1, 0)} 的客户永久作为对照：其他联系照常，只是没有日常关怀；另有 {percent(programme.left_alone, 1, 0)}{' '}
          的客户完全不主动联系，因此不拿来比较。每张保单取消息之后 {programme.follow_days} 天内的第一笔应缴，应缴日后满 {programme.closed_after_days}{' '}
          天才算；应缴日后 {programme.paid_within_days} 天内缴费算已缴，自动垫交不算。无论消息是否送达，按抽签时的分组算，误差按网格聚类。
          拒绝营销算消息之后 {programme.opted_out_days} 天内的，承诺缴费算 {programme.promised_days} 天内的。
        </Trans>
      </p>
      {measures && (
        <>
          <Total total={measures.total} />
          <div className="row">
            <span className="soft">
              <Trans>
                最近 {programme.months} 个月，截至 {measured_on ? day(measured_on) : '–'}
              </Trans>
            </span>
            <span className="row-end" />
            <Button icon="download" aria-label={t`下载数字的 CSV`} onPress={() => download(`gridward-nurture-${today()}.csv`, csvOf(columns, rows))}>
              <Trans>CSV</Trans>
            </Button>
          </div>
          <Table caption={t`按事由和月份`} columns={columns} rows={rows} rowKey={(row) => `${row.occasion} ${row.month}`} />
        </>
      )}
    </Section>
  )
}

function Total({ total }: { total: Measure }) {
  const { t } = useLingui()
  const { difference, low, high } = total.effect
  const isKnown = low !== null && high !== null
  const rate = (lot: Lot) => {
    const share = paidShare(total, lot)
    return share === null ? '–' : percent(share)
  }
  return (
    <>
      {!isKnown && (
        <Notice tone="warn">
          <span>
            <Trans>满期的应缴还太少，不能说日常关怀带来了多少。</Trans>
          </span>
        </Notice>
      )}
      <Figures>
        <Figure label={t`关怀的：缴费比例`} value={rate('nurtured')} note={t`${count(total.dues.nurtured)} 笔`} />
        <Figure label={t`对照组：缴费比例`} value={rate('held_out')} note={t`${count(total.dues.held_out)} 笔`} />
        <Figure
          label={t`相差（百分点）`}
          value={difference === null ? '–' : points(difference)}
          note={isKnown ? t`95% 区间 ${interval(low, high)}` : t`区间未知`}
        />
        <Figure label={t`已送达`} value={count(total.delivered)} note={t`${count(total.failed)} 条未送达`} />
        <Figure label={t`之后拒绝营销`} value={percent(total.opted_out.nurtured, total.persons.nurtured, 2)} note={t`${count(total.opted_out.nurtured)} 位客户`} />
      </Figures>
    </>
  )
}
