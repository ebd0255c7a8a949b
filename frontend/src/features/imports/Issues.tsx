import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { without } from '../../address/without'
import type { Schemas } from '../../api/client'
import { issueCountsQuery, issuesQuery, type Import, type IssueFilter } from '../../api/queries'
import { currentLocale } from '../../i18n'
import { findingText, severityWord } from '../../i18n/findings'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Choice } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { Table, type Column } from '../../ui/Table'

type Issue = Schemas['IssueOut']

/** What was found row by row, with file, line, column and reason. */
export function Issues({ run }: { run: Import }) {
  const { t } = useLingui()
  const [filter, setFilter] = useState<IssueFilter>({})
  const counts = useQuery(issueCountsQuery(run.id))
  const issues = useInfiniteQuery(issuesQuery(run.id, filter))
  const rows = issues.data?.pages.flatMap((page) => page.items) ?? []
  if (counts.data?.items.length === 0) return null
  const columns: Column<Issue>[] = [
    { key: 'file', header: t`文件`, cell: (issue) => issue.file },
    { key: 'line', header: t`行`, cell: (issue) => count(issue.line), numeric: true },
    { key: 'column', header: t`列`, cell: (issue) => issue.column ?? '–' },
    {
      key: 'severity',
      header: t`处理`,
      cell: (issue) => (
        <span className={issue.severity === 'refused' ? 'badge badge-bad' : 'badge badge-warn'}>{severityWord(issue.severity)}</span>
      ),
    },
    {
      key: 'reason',
      header: t`原因`,
      cell: (issue) => (currentLocale() === 'en' ? issue.detail : (findingText(issue.code) ?? issue.detail)),
    },
    { key: 'value', header: t`值`, cell: (issue) => issue.value_masked || '–' },
  ]
  return (
    <section className="card stack">
      <h2>
        <Trans>逐行问题</Trans>
      </h2>
      {counts.error && <ErrorNotice error={counts.error} />}
      {counts.data && <Filters counts={counts.data.items} filter={filter} onChange={setFilter} />}
      {issues.error && <ErrorNotice error={issues.error} />}
      <Table caption={t`逐行问题`} columns={columns} rows={rows} rowKey={(issue) => `${issue.file} ${issue.line} ${issue.column} ${issue.code}`} />
      {issues.hasNextPage && (
        <div>
          <Button onPress={() => void issues.fetchNextPage()} isPending={issues.isFetchingNextPage}>
            <Trans>显示更多</Trans>
          </Button>
        </div>
      )}
    </section>
  )
}

interface FiltersProps {
  counts: Schemas['IssueCount'][]
  filter: IssueFilter
  onChange: (filter: IssueFilter) => void
}

function Filters({ counts, filter, onChange }: FiltersProps) {
  const { t } = useLingui()
  const fitting = (key: 'file' | 'severity' | 'code') =>
    Map.groupBy(
      counts.filter((one) => (['file', 'severity', 'code'] as const).every((other) => other === key || !filter[other] || one[other] === filter[other])),
      (one) => one[key],
    )
  const options = (key: 'file' | 'severity' | 'code', label: (value: string) => string) => [
    { value: '', label: t`全部` },
    ...[...fitting(key)].map(([value, rows]) => ({
      value,
      label: `${label(value)} (${count(rows.reduce((sum, row) => sum + row.times, 0))})`,
    })),
  ]
  const change = (key: keyof IssueFilter, value: string) =>
    onChange(value ? { ...filter, [key]: value } : without(filter, key))
  return (
    <div className="filters">
      <Choice label={t`文件`} value={filter.file ?? ''} options={options('file', (value) => value)} onChange={(value) => change('file', value)} />
      <Choice
        label={t`处理`}
        value={filter.severity ?? ''}
        options={options('severity', (value) => severityWord(value as Issue['severity']))}
        onChange={(value) => change('severity', value)}
      />
      <Choice
        label={t`原因`}
        value={filter.code ?? ''}
        options={options('code', (value) => findingText(value) ?? value)}
        onChange={(value) => change('code', value)}
      />
    </div>
  )
}
