import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { count, today } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { csvOf, download } from '../../ui/csv'
import { ErrorNotice } from '../../ui/Notice'
import type { RowTable } from './rows/table'

const PAGE = 500

/** All rows as a file, read page by page. */
export function DownloadButton<Row>({ table, name }: { table: RowTable<Row>; name: string }) {
  const { t } = useLingui()
  const [read, setRead] = useState(0)
  const save = useMutation({
    mutationFn: async () => {
      const rows: Row[] = []
      let cursor: string | null = null
      setRead(0)
      do {
        const page = await table.read(cursor, PAGE)
        rows.push(...page.items)
        cursor = page.next
        setRead(rows.length)
      } while (cursor !== null)
      download(`gridward-${name}-${today()}.csv`, csvOf(table.columns, rows))
    },
  })
  return (
    <>
      {save.error && <ErrorNotice error={save.error} />}
      <Button icon="download" onPress={() => save.mutate()} isPending={save.isPending} aria-label={t`下载 CSV`}>
        {save.isPending ? <Trans>已读 {count(read)} 条…</Trans> : <Trans>CSV</Trans>}
      </Button>
    </>
  )
}
