import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { refusedRowQuery } from '../../api/corrections'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { RowForm } from './RowForm'

interface Props {
  importId: string
  row: number | undefined
  onNext: (row: number) => void
  onPrevious: (row: number) => void
}

export function OneRow({ importId, row, onNext, onPrevious }: Props) {
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
  return <Chosen key={row} importId={importId} row={row} onNext={() => onNext(row)} onPrevious={() => onPrevious(row)} />
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
