import { Trans, useLingui } from '@lingui/react/macro'
import { today } from '../../../i18n/format'
import { Button } from '../../../ui/Button'
import { csvOf, download, type RowColumn } from '../../../ui/csv'

/** A table as a file for a spreadsheet. */
export function SaveTable<Row>({ name, columns, rows }: { name: string; columns: RowColumn<Row>[]; rows: Row[] }) {
  const { t } = useLingui()
  return (
    <Button icon="download" aria-label={t`下载数字的 CSV`} onPress={() => download(`gridward-${name}-${today()}.csv`, csvOf(columns, rows))}>
      <Trans>CSV</Trans>
    </Button>
  )
}
