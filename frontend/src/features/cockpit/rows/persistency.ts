/** The policies of a cohort, each with its verdict. */
import { t } from '@lingui/core/macro'
import { switches, type RowsSearch } from '../../../address/desk'
import { answered, api, type Schemas } from '../../../api/client'
import { payModeWord, policyStateWord } from '../../../i18n/book'
import { verdictWord } from '../../../i18n/cockpit'
import { day, money, month } from '../../../i18n/format'
import { monthWord, VERDICTS } from '../../../i18n/persistency'
import { options } from './money'
import { ownedBy, type RowTable, type Wanted } from './table'

/** What leads, with the largest or newest first, except for policies in the order in which they came. */
const ORDERS = ['effective', 'premium', 'received']

export function persistencyTable(code: string, search: RowsSearch): RowTable<Schemas['CohortRow']> {
  const { month: cohort, q, verdict, order } = search
  const query = {
    ...switches(search as Record<string, unknown>),
    cohort_month: cohort,
    ...(q && { q }),
    ...(verdict && { verdict }),
    ...ownedBy(search),
    ...(order && { order, descending: true }),
  } as unknown as Wanted<'persistency/policies'>
  return {
    title: t`${monthWord(search.k)}继续率：${cohort ? month(cohort) : ''} 生效`,
    finds: t`保单号、客户号、姓名或首字母`,
    choices: [
      { key: 'verdict', label: t`结论`, options: options(VERDICTS, verdictWord) },
      {
        key: 'order',
        label: t`排在前面`,
        options: options(ORDERS, (key) => ({ effective: t`生效晚的`, premium: t`应收多的`, received: t`收到多的` })[key] ?? key),
      },
    ],
    rowKey: (row) => String(row.policy_id),
    read: (cursor, limit) =>
      answered(
        api.GET('/api/v1/cities/{code}/cockpit/persistency/policies', {
          params: { path: { code }, query: { ...query, cursor: cursor === null ? null : Number(cursor), limit } },
        }),
      ),
    columns: [
      { key: 'policy', header: t`保单号`, value: (row) => row.policy_no },
      { key: 'customer', header: t({ message: '客户', context: 'one' }), value: (row) => row.name_masked },
      { key: 'product', header: t`险种`, value: (row) => row.product_name, long: true },
      { key: 'effective', header: t`生效日`, value: (row) => row.effective_on, show: (row) => day(row.effective_on) },
      { key: 'due', header: t`年度起缴日`, value: (row) => row.due_on, show: (row) => day(row.due_on) },
      { key: 'mode', header: t`缴费方式`, value: (row) => payModeWord(row.pay_mode) },
      { key: 'premium', header: t`应收`, value: (row) => Number(row.premium), show: (row) => money(row.premium), numeric: true },
      { key: 'received', header: t`按时收到`, value: (row) => Number(row.received), show: (row) => money(row.received), numeric: true },
      { key: 'verdict', header: t`结论`, value: (row) => verdictWord(row.verdict) },
      { key: 'state', header: t`保单状态`, value: (row) => policyStateWord(row.state) },
      { key: 'owner', header: t`归属`, value: (row) => row.owner_name },
    ],
  }
}
