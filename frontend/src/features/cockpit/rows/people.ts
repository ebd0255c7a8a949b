/** Rows of coverage: persons and policies. */
import { t } from '@lingui/core/macro'
import type { RowsSearch } from '../../../address/desk'
import { answered, api, type Schemas } from '../../../api/client'
import { standingWord } from '../../../i18n/book'
import { orphanReasonWord, peopleWord } from '../../../i18n/cockpit'
import { dateTime } from '../../../i18n/format'
import { kindWord } from '../../../i18n/words'
import { careStateWord } from '../../../i18n/work'
import { given, type RowTable } from './table'

const FIGURES = [
  'customers',
  'customers_by_agent',
  'orphans',
  'orphans_in_cells',
  'orphans_without_worker',
  'orphans_contacted',
  'orphans_not_contacted',
  'members',
  'members_contacted',
]

export function peopleTable(code: string, search: RowsSearch): RowTable<Schemas['PersonRow']> {
  return {
    title: peopleWord(search.figure ?? 'customers'),
    finds: t`客户号、姓名或首字母`,
    choices: [{ key: 'figure', label: t`哪些客户`, options: FIGURES.map((value) => ({ value, label: peopleWord(value) })) }],
    rowKey: (row) => String(row.customer_id),
    read: (cursor, limit) =>
      answered(
        api.GET('/api/v1/cities/{code}/cockpit/people', {
          params: {
            path: { code },
            query: { ...given<'people'>({ figure: 'customers', ...search }, { figure: 'figure', q: 'q', cell: 'cell' }), cursor: cursor === null ? null : Number(cursor), limit },
          },
        }),
      ),
    columns: [
      { key: 'number', header: t`客户号`, value: (row) => row.customer_no },
      { key: 'customer', header: t({ message: '客户', context: 'one' }), value: (row) => row.name_masked },
      { key: 'kind', header: t`类别`, value: (row) => kindWord(row.kind) },
      { key: 'cell', header: t`网格`, value: (row) => row.cell_name },
      { key: 'care', header: t`服务状态`, value: (row) => row.care_state && careStateWord(row.care_state) },
      { key: 'live', header: t`有效保单`, value: (row) => row.live_policies, numeric: true },
      { key: 'orphan', header: t`存续单`, value: (row) => row.orphan_policies, numeric: true },
      { key: 'first', header: t`首次建联`, value: (row) => row.first_contact_at, show: (row) => (row.first_contact_at ? dateTime(row.first_contact_at) : '–') },
    ],
  }
}

export function policiesTable(code: string, search: RowsSearch): RowTable<Schemas['PolicyRow']> {
  return {
    title: t`有效保单`,
    finds: t`保单号、客户号、姓名或首字母`,
    choices: [
      {
        key: 'standing',
        label: t`谁在服务`,
        options: [
          { value: 'served', label: standingWord('served') },
          { value: 'orphan', label: standingWord('orphan') },
        ],
      },
    ],
    rowKey: (row) => String(row.policy_id),
    read: (cursor, limit) =>
      answered(
        api.GET('/api/v1/cities/{code}/cockpit/policies', {
          params: { path: { code }, query: { ...given<'policies'>(search, { q: 'q', standing: 'standing' }), cursor: cursor === null ? null : Number(cursor), limit } },
        }),
      ),
    columns: [
      { key: 'policy', header: t`保单号`, value: (row) => row.policy_no },
      { key: 'product', header: t`险种`, value: (row) => row.product_name, long: true },
      { key: 'customer', header: t({ message: '客户', context: 'one' }), value: (row) => row.name_masked },
      { key: 'cell', header: t`网格`, value: (row) => row.cell_name },
      { key: 'standing', header: t`谁在服务`, value: (row) => standingWord(row.standing) },
      { key: 'reason', header: t`为什么是存续单`, value: (row) => row.reason && orphanReasonWord(row.reason), long: true },
    ],
  }
}
