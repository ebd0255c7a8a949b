import { Trans, useLingui } from '@lingui/react/macro'
import type { Schemas } from '../../../api/client'
import { today } from '../../../i18n/format'
import { Button } from '../../../ui/Button'
import { csvOf, download, type RowColumn } from '../../../ui/csv'

type Figure = Schemas['CohortFigure'] | Schemas['OwnerFigure']

/** Figures as a file for a spreadsheet, each with the definition that it was counted by. */
export function SaveFigures<Row extends Figure>({ name, rows, first }: { name: string; rows: Row[]; first: Omit<RowColumn<Row>, 'key'> }) {
  const { t } = useLingui()
  const columns: RowColumn<Row>[] = [
    { key: 'first', ...first },
    { key: 'rate', header: t`继续率`, value: (row) => row.rate },
    { key: 'closed', header: t`已定部分`, value: (row) => row.closed_rate },
    { key: 'by_premium', header: t`按保费`, value: (row) => row.rate_by_premium },
    { key: 'by_count', header: t`按件数`, value: (row) => row.rate_by_count },
    { key: 'premium', header: t`应收`, value: (row) => Number(row.premium) },
    { key: 'received', header: t`按时收到`, value: (row) => Number(row.received_premium) },
    { key: 'policies', header: t`计入件数`, value: (row) => row.policies },
    { key: 'paid', header: t`已缴件数`, value: (row) => row.paid_policies },
    { key: 'unpaid', header: t`未缴件数`, value: (row) => row.unpaid_policies },
    { key: 'open', header: t`未定件数`, value: (row) => row.open_policies },
    { key: 'out', header: t`未计入`, value: (row) => Object.values(row.excluded).reduce((sum, many) => sum + many, 0) },
    { key: 'final', header: t`口径状态`, value: (row) => (row.final ? t`终值` : t`暂估`) },
    { key: 'formula', header: t`口径`, value: (row) => row.formula },
  ]
  return (
    <Button icon="download" aria-label={t`下载数字的 CSV`} onPress={() => download(`gridward-${name}-${today()}.csv`, csvOf(columns, rows))}>
      <Trans>CSV</Trans>
    </Button>
  )
}
