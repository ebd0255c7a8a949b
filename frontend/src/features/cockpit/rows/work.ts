/** Rows of work: tasks, and visits that were asked for. */
import { t } from '@lingui/core/macro'
import { REQUEST_STATES, type RowsSearch } from '../../../address/desk'
import { answered, api, type Schemas } from '../../../api/client'
import { dateTime, day } from '../../../i18n/format'
import { outcomeWord, requestReasonWord, requestStateWord, returnReasonWord, stageWord, taskKindWord, taskStateWord, workplaceWord } from '../../../i18n/work'
import { given, type RowTable } from './table'

const TASK_STATES = ['open', 'done', 'skipped', 'cancelled']

export function tasksTable(code: string, search: RowsSearch): RowTable<Schemas['TaskRow']> {
  return {
    title: search.overdue ? t`逾期的任务` : search.recent ? t`七天内完成的任务` : t`任务`,
    finds: t`客户号、姓名或首字母`,
    choices: [
      { key: 'workplace', label: t`谁来做`, options: ['field', 'seat'].map((value) => ({ value, label: workplaceWord(value) })) },
      { key: 'state', label: t`状态`, options: TASK_STATES.map((value) => ({ value, label: taskStateWord(value) })) },
    ],
    rowKey: (row) => row.task_id,
    read: (cursor, limit) =>
      answered(
        api.GET('/api/v1/cities/{code}/cockpit/tasks', {
          params: {
            path: { code },
            query: { ...given<'tasks'>(search, { q: 'q', workplace: 'workplace', state: 'state', cell: 'cell', overdue: 'overdue', recent: 'recent' }), cursor, limit },
          },
        }),
      ),
    columns: [
      { key: 'customer', header: t({ message: '客户', context: 'one' }), value: (row) => row.name_masked },
      { key: 'kind', header: t`任务`, value: (row) => taskKindWord(row.kind) },
      { key: 'stage', header: t`阶段`, value: (row) => stageWord(row.stage) },
      { key: 'workplace', header: t`谁来做`, value: (row) => workplaceWord(row.workplace) },
      { key: 'cell', header: t`网格`, value: (row) => row.cell_name },
      { key: 'due', header: t`应完成`, value: (row) => row.due_on, show: (row) => day(row.due_on) },
      { key: 'state', header: t`状态`, value: (row) => taskStateWord(row.state) },
      { key: 'outcome', header: t`结果`, value: (row) => row.outcome && outcomeWord(row.outcome), long: true },
      { key: 'closed', header: t`办结`, value: (row) => row.closed_at, show: (row) => (row.closed_at ? dateTime(row.closed_at) : '–') },
    ],
  }
}

export function requestsTable(code: string, search: RowsSearch): RowTable<Schemas['RequestOut']> {
  return {
    title: t`转上门`,
    finds: t`客户号、姓名或首字母`,
    choices: [{ key: 'state', label: t`状态`, options: REQUEST_STATES.map((value) => ({ value, label: requestStateWord(value) })) }],
    rowKey: (row) => row.id,
    read: (cursor, limit) =>
      answered(
        api.GET('/api/v1/cities/{code}/cockpit/requests', {
          params: { path: { code }, query: { ...given<'requests'>(search, { q: 'q', state: 'state', cell: 'cell' }), cursor, limit } },
        }),
      ),
    columns: [
      { key: 'state', header: t`状态`, value: (row) => requestStateWord(row.state) },
      { key: 'customer', header: t({ message: '客户', context: 'one' }), value: (row) => row.name_masked },
      { key: 'policy', header: t`保单号`, value: (row) => row.policy_no },
      { key: 'reason', header: t`为什么`, value: (row) => requestReasonWord(row.reason), long: true },
      { key: 'cell', header: t`网格`, value: (row) => row.cell_name },
      { key: 'raised', header: t`提出时间`, value: (row) => row.raised_at, show: (row) => dateTime(row.raised_at) },
      { key: 'specialist', header: t`网格专员`, value: (row) => row.specialist },
      { key: 'answered', header: t`答复时间`, value: (row) => row.answered_at, show: (row) => (row.answered_at ? dateTime(row.answered_at) : '–') },
      { key: 'returned', header: t`退回原因`, value: (row) => row.returned_reason && returnReasonWord(row.returned_reason), long: true },
      { key: 'outcome', header: t`面访结果`, value: (row) => row.outcome && outcomeWord(row.outcome), long: true },
    ],
  }
}
