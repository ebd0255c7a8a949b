import { Trans, useLingui } from '@lingui/react/macro'
import type { CorrectionsSearch } from '../../address/desk'
import type { Refused } from '../../api/corrections'
import { refusedStateWord } from '../../i18n/corrections'
import { findingText } from '../../i18n/findings'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { useRowKeys } from '../../ui/rowKeys'
import type { useRefusedRows } from './refusedRows'

const LOOKS: Record<Refused['state'], string> = { wrong: 'badge-bad', waits: 'badge-warn', ready: 'badge-good', left_out: '', delivered: '' }

interface Props {
  rows: ReturnType<typeof useRefusedRows>
  filter: CorrectionsSearch
  chosen: number | undefined
  onOpen: (row: number) => void
}

export function RowList({ rows: { query, items }, filter, chosen, onOpen }: Props) {
  const { t } = useLingui()
  const box = useRowKeys()
  if (query.error) return <ErrorNotice error={query.error} />
  if (query.isSuccess && items.length === 0 && !query.hasNextPage) {
    return (
      <Empty icon="done" title={filter.state === 'wrong' ? t`没有待更正的行了` : t`没有这样的行`}>
        <p className="soft">
          <Trans>换一个状态、文件或原因看看。</Trans>
        </p>
      </Empty>
    )
  }
  return (
    <div className="stack corrections-rows">
      <section className="table-box corrections-list" ref={box} tabIndex={0} aria-label={t`退回的行`} aria-busy={query.isPending}>
        <table className="table">
          <caption className="visually-hidden">
            <Trans>退回的行</Trans>
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <Trans>文件和行</Trans>
              </th>
              <th scope="col">
                <Trans>退回原因</Trans>
              </th>
              <th scope="col">
                <Trans>状态</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.id} data-chosen={row.id === chosen || undefined}>
                <td>
                  <button type="button" className="corrections-open" aria-current={row.id === chosen || undefined} onClick={() => onOpen(row.id)}>
                    {row.file} · {count(row.line)}
                  </button>
                </td>
                <td>
                  {findingText(row.code) ?? row.code}
                  {row.refers_to && <div className="soft">{row.refers_to}</div>}
                </td>
                <td>
                  <span className={`badge ${LOOKS[row.state]}`}>{refusedStateWord(row.state)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {query.hasNextPage && (
        <div>
          <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
            <Trans>显示更多</Trans>
          </Button>
        </div>
      )}
    </div>
  )
}
