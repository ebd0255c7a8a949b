/** The columns of what came of the programme: shown, and saved. */
import { t } from '@lingui/core/macro'
import type { Measure, MeasureRow, Occasion } from '../../api/nurture'
import { count, monthShort, percent } from '../../i18n/format'
import { occasionWord } from '../../i18n/nurture'
import type { RowColumn } from '../../ui/csv'
import type { Column } from '../../ui/Table'
import { interval, points } from '../risk/intervals'

type Both = Column<MeasureRow> & RowColumn<MeasureRow>
export type Lot = keyof Measure['persons']

export const paidShare = (one: Measure, lot: Lot) => (one.dues[lot] > 0 ? one.paid[lot] / one.dues[lot] : null)

function number(key: string, header: string, value: (row: MeasureRow) => number | null, shown: (value: number) => string = count): Both {
  const show = (row: MeasureRow) => {
    const found = value(row)
    return found === null ? '–' : shown(found)
  }
  return { key, header, value, cell: show, sort: (row) => value(row) ?? -1, numeric: true }
}

function share(lot: Lot, header: string): Both {
  return {
    ...number(`paid_${lot}`, header, (row) => paidShare(row, lot)),
    cell: (row) => (
      <>
        {row.dues[lot] > 0 ? percent(row.paid[lot], row.dues[lot]) : '–'} <small className="soft">{count(row.dues[lot])}</small>
      </>
    ),
  }
}

export function measureColumns(occasions: Occasion[]): Both[] {
  const name = (row: MeasureRow) => occasionWord(occasions, row.occasion)
  return [
    { key: 'month', header: t`月份`, value: (row) => row.month.slice(0, 7), cell: (row) => monthShort(row.month), sort: (row) => row.month },
    { key: 'occasion', header: t`关怀事由`, value: name, cell: name, sort: name },
    number('persons', t`客户`, (row) => row.persons.nurtured),
    number('delivered', t`已送达`, (row) => row.delivered),
    number('failed', t`未送达`, (row) => row.failed),
    number('waiting', t`待发送`, (row) => row.waiting),
    share('nurtured', t`缴费比例`),
    share('held_out', t`对照组缴费比例`),
    number('difference', t`相差（百分点）`, (row) => row.effect.difference, points),
    {
      key: 'interval',
      header: t`95% 区间`,
      value: (row) => intervalOf(row) ?? '',
      cell: (row) => intervalOf(row) ?? '–',
    },
    number('opted_out', t`之后拒绝营销`, (row) => row.opted_out.nurtured),
    number('promised', t`之后承诺缴费`, (row) => row.promised.nurtured),
    number('calls', t`外呼`, (row) => row.calls),
    number('reached', t`外呼接通`, (row) => row.reached),
    share('left_alone', t`完全不联系的缴费比例`),
  ]
}

function intervalOf({ effect: { low, high } }: Measure): string | null {
  return low === null || high === null ? null : interval(low, high)
}
