import { Trans, useLingui } from '@lingui/react/macro'
import type { QueueRow } from '../../api/desk'
import { dateTime, day, daysUntil, money } from '../../i18n/format'
import { whyText } from '../../i18n/why'
import { taskKindWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { useNow } from '../../ui/now'
import { Risk } from '../../ui/Risk'
import { useRowKeys } from '../../ui/rowKeys'

interface Props {
  rows: QueueRow[]
  isBusy: boolean
  onTake: (row: QueueRow) => void
}

/** The list in the order in which it is called. Up and down move through it, Enter takes the row. */
export function QueueTable({ rows, isBusy, onTake }: Props) {
  const { t } = useLingui()
  const box = useRowKeys()
  return (
    <section ref={box} className="table-box" aria-label={t`待呼名单`}>
      <table className="table desk-table">
        <thead>
          <tr>
            <th scope="col">
              <Trans context="one">客户</Trans>
            </th>
            <th scope="col">
              <Trans>为什么现在</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>应缴</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>宽限期</Trans>
            </th>
            <th scope="col">
              <Trans>失效风险</Trans>
            </th>
            <th scope="col">
              <Trans>网格</Trans>
            </th>
            <th scope="col" className="desk-act">
              {t`操作`}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.item_id} className={row.claimed_by && !row.mine ? 'row-held' : undefined}>
              <td>
                <strong>{row.name_masked}</strong>
                <div className="soft">{taskKindWord(row.kind)}</div>
              </td>
              <td>
                <Why row={row} />
              </td>
              <td className="number">{row.amount === null ? '–' : money(row.amount)}</td>
              <td className="number">{row.grace_ends ? <DaysLeft day={row.grace_ends} /> : '–'}</td>
              <td>
                <Risk tier={row.tier} />
              </td>
              <td>{row.cell_name ?? <span className="soft">{t`没有网格`}</span>}</td>
              <td className="desk-act">
                <Take row={row} isBusy={isBusy} onTake={onTake} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What has a column of its own is not said twice. */
const IN_COLUMNS = new Set(['grace_ends_in', 'high_risk'])

function Why({ row }: { row: QueueRow }) {
  const { t } = useLingui()
  const late = -daysUntil(row.due_on)
  return (
    <ul className="why">
      {row.why.filter((reason) => !IN_COLUMNS.has(reason.code)).map((reason) => (
        <li key={reason.code}>{whyText(reason)}</li>
      ))}
      {late > 0 && <li className="late">{t`应在 ${day(row.due_on)} 呼出，晚了 ${late} 天`}</li>}
    </ul>
  )
}

function DaysLeft({ day: last }: { day: string }) {
  const { t } = useLingui()
  const left = daysUntil(last)
  return (
    <span className={left <= 7 ? 'late' : undefined} title={day(last)}>
      {left === 0 ? t`今天到期` : left > 0 ? t`还剩 ${left} 天` : t`已过 ${-left} 天`}
    </span>
  )
}

function Take({ row, isBusy, onTake }: { row: QueueRow; isBusy: boolean; onTake: (row: QueueRow) => void }) {
  const { t } = useLingui()
  const now = useNow(30_000)
  if (row.claimed_by && !row.mine) return <span className="badge">{t`${row.claimed_by} 通话中`}</span>
  const early = row.not_before !== null && Date.parse(row.not_before) > now
  return (
    <>
      {early && row.not_before && <span className="badge">{row.callback ? t`${dateTime(row.not_before)} 回拨` : t`${dateTime(row.not_before)} 后再呼`}</span>}
      <Button isDisabled={isBusy} aria-label={t`呼叫 ${row.name_masked}`} onPress={() => onTake(row)}>
        {row.mine ? <Trans>继续</Trans> : <Trans>呼叫</Trans>}
      </Button>
    </>
  )
}
