import { Trans, useLingui } from '@lingui/react/macro'
import type { CellProperties } from '../../../api/queries'
import { count, decimal, metres, signedPercent } from '../../../i18n/format'
import type { Done } from './useEditing'
import type { Previewed } from './usePreview'
import type { Studio } from './useStudio'

type Figures = Pick<CellProperties, 'load' | 'deviation' | 'polsby_popper' | 'mean_distance_m'> & {
  /** In a year, where the plan is cut by hours. */
  hours?: number | null
}

interface Row {
  number: number
  name: string
  before: Figures | undefined
  after: Figures | undefined
}

const SHOWN = 6

/** The cells that an edit concerns, before and after: of the one in the making, else of the last one. */
export function Changed({ studio, previewed }: { studio: Studio; previewed: Previewed }) {
  const { t } = useLingui()
  const { done } = studio.editing
  const wouldBe = previewed?.problem ? undefined : previewed
  const rows = wouldBe ? previewRows(studio, wouldBe) : doneRows(done)
  const { moved, skipped_locked: skipped = 0 } = wouldBe ?? done?.edited ?? {}
  return (
    <section className="stack-tight">
      <h2>{wouldBe ? <Trans>将会变成</Trans> : <Trans>刚才的改动</Trans>}</h2>
      <output>
        {!moved && <Trans>还没有改动。</Trans>}
        {moved && (
          <Trans>
            移动小区 {count(moved.places)} 个，客户 {count(moved.customers)} 位。
          </Trans>
        )}
        {skipped > 0 && <Trans>锁定网格里的 {count(skipped)} 个小区没有动。</Trans>}
      </output>
      {rows.length > 0 && <ChangedCells rows={rows.slice(0, SHOWN)} isByHours={studio.plan.load === 'hours'} />}
      {rows.length > SHOWN && <p className="soft">{t`另有 ${count(rows.length - SHOWN)} 格`}</p>}
    </section>
  )
}

function ChangedCells({ rows, isByHours }: { rows: Row[]; isByHours: boolean }) {
  const { t } = useLingui()
  const figures: [label: string, value: (of: Figures) => string][] = [
    isByHours ? [t`工时`, (of) => count(Math.round(of.hours ?? 0))] : [t`客户`, (of) => count(of.load)],
    [t`偏差`, (of) => signedPercent(of.deviation)],
    [t`平均路程`, (of) => metres(of.mean_distance_m)],
    [t`紧凑度`, (of) => decimal(of.polsby_popper, 2)],
  ]
  return (
    <table className="edit-figures">
      <caption className="visually-hidden">{t`网格改动前后`}</caption>
      <thead>
        <tr>
          {figures.map(([label]) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map(({ number, name, before, after }) => (
        <tbody key={number}>
          <tr>
            <th scope="rowgroup" colSpan={figures.length}>
              {number} {name || t`新网格`}
            </th>
          </tr>
          <tr>
            {after ? (
              figures.map(([label, value]) => <Value key={label} before={before && value(before)} after={value(after)} />)
            ) : (
              <td colSpan={figures.length}>{t`已并入其他网格`}</td>
            )}
          </tr>
        </tbody>
      ))}
    </table>
  )
}

function Value({ before, after }: { before: string | undefined; after: string }) {
  return (
    <td>
      {before !== undefined && before !== after && <span className="edit-before">{before} →</span>}
      <strong>{after}</strong>
    </td>
  )
}

function previewRows({ cells }: Studio, { cells: previewed }: NonNullable<Previewed>): Row[] {
  const known = new Map(cells.features.map(({ properties }) => [properties.number, properties]))
  return previewed.map((after) => ({ number: after.number, name: known.get(after.number)?.name ?? '', before: known.get(after.number), after }))
}

function doneRows(done: Done | undefined): Row[] {
  if (!done) return []
  const { before, edited } = done
  const changed = edited.cells.features.map(({ properties }) => ({ number: properties.number, name: properties.name, before: before.get(properties.number), after: properties }))
  return [...changed, ...edited.gone.map((number) => ({ number, name: before.get(number)?.name ?? '', before: before.get(number), after: undefined }))]
}
