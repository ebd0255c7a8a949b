/** By name a value for each row; of lists of rows how long each is, and a table of all of them. */
export type Table = Record<string, Column>
type Column = unknown[] | { lengths: number[]; rows: Table }
type Row = Record<string, unknown>

/** The rows that a table was made of: a cell comes by columns, which is smaller by a fifth. */
export function byRows(table: Table): Row[] {
  const columns = Object.entries(table).map(([name, column]) => [name, valuesOf(column)] as const)
  const count = columns[0]?.[1].length ?? 0
  return Array.from({ length: count }, (_, at) => Object.fromEntries(columns.map(([name, values]) => [name, values[at]])))
}

function valuesOf(column: Column): unknown[] {
  if (Array.isArray(column)) return column
  const rows = byRows(column.rows)
  let start = 0
  return column.lengths.map((length) => rows.slice(start, (start += length)))
}
