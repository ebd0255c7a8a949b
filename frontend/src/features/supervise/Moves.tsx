import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { seatMovesQuery, type Move } from '../../api/seats'
import { count, dateTime } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { Table, type Column } from '../../ui/Table'
import { useUndoing } from './undoing'

/** The last moves, each to be taken back. */
export function Moves({ city, leads }: { city: string; leads: boolean }) {
  const { t } = useLingui()
  const moves = useQuery(seatMovesQuery(city))
  const { undo } = useUndoing(city)
  const all = t`公共名单`
  const columns: Column<Move>[] = [
    { key: 'at', header: t`时间`, cell: (move) => dateTime(move.at), unbroken: true },
    { key: 'by', header: t`操作人`, cell: (move) => move.by, unbroken: true },
    { key: 'moved', header: t`客户数`, cell: (move) => count(move.moved), numeric: true },
    { key: 'way', header: t`从 → 给`, cell: (move) => `${move.from_names.join('、') || all} → ${move.to_names.join('、') || all}` },
    { key: 'reason', header: t`原因`, cell: (move) => move.reason },
    {
      key: 'undo',
      header: t`操作`,
      cell: (move) =>
        move.undone_at ? (
          <span className="soft">{t`已撤销`}</span>
        ) : leads ? (
          <Button isDisabled={undo.isPending} onPress={() => undo.mutate(move.id)} aria-label={t`撤销 ${dateTime(move.at)} 的调派`}>
            <Trans>撤销</Trans>
          </Button>
        ) : null,
    },
  ]
  return (
    <Section title={t`最近的调派`} many={moves.data?.items.length} none={t`还没有调派过。`}>
      {moves.error && <ErrorNotice error={moves.error} />}
      {undo.error && <ErrorNotice error={undo.error} />}
      {moves.data && <Table caption={t`最近的调派`} columns={columns} rows={moves.data.items} rowKey={(move) => move.id} />}
    </Section>
  )
}
