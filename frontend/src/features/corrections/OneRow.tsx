import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { refusedRowQuery, type Refused } from '../../api/corrections'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { RowForm } from './RowForm'

interface Props {
  importId: string
  row: number | undefined
  rows: Refused[]
  onOpen: (row: number | undefined) => void
}

export function OneRow({ importId, row, rows, onOpen }: Props) {
  const { t } = useLingui()
  if (row === undefined) {
    return (
      <section className="card">
        <Empty icon="file" title={t`请选择一行`}>
          <p className="soft">
            <Trans>打开一行会看到客户资料，查看会留下记录。</Trans>
          </p>
        </Empty>
      </section>
    )
  }
  const next = rows.find((one) => one.id > row)?.id
  const previous = rows.findLast((one) => one.id < row)?.id
  return <Chosen key={row} importId={importId} row={row} onNext={() => onOpen(next)} onPrevious={() => onOpen(previous)} />
}

interface ChosenProps {
  importId: string
  row: number
  onNext: () => void
  onPrevious: () => void
}

function Chosen({ importId, row, ...steps }: ChosenProps) {
  const detail = useQuery(refusedRowQuery(importId, row))
  if (detail.error) return <ErrorNotice error={detail.error} />
  if (!detail.data) return <Waiting lines={8} />
  return <RowForm importId={importId} row={detail.data} {...steps} />
}
