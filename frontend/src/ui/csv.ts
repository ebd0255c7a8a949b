/** Rows as a file for a spreadsheet. */

export interface RowColumn<Row> {
  key: string
  header: string
  /** As it is shown and written to the file; numbers stay numbers there. */
  value: (row: Row) => string | number | null
  /** Shown in place of the value. */
  show?: (row: Row) => React.ReactNode
  numeric?: boolean
  /** Words that may stand in several lines. */
  long?: boolean
}

export function csvOf<Row>(columns: RowColumn<Row>[], rows: Row[]): string {
  const lines = [columns.map((column) => column.header), ...rows.map((row) => columns.map((column) => column.value(row)))]
  // The mark of the byte order tells spreadsheets that this is UTF-8.
  return `\uFEFF${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`
}

function field(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // A text that a spreadsheet would take for a formula stays a text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const download = (name: string, text: string): void => save(name, new Blob([text], { type: 'text/csv;charset=utf-8' }))

export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
