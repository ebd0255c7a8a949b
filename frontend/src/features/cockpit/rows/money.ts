/** Rows of premiums: the due list, the instalments of a box. */
import { t } from '@lingui/core/macro'
import type { RowsSearch } from '../../../address/desk'
import { answered, api, type Schemas } from '../../../api/client'
import { payChannelWord, policyYearWord, windowWord } from '../../../i18n/cockpit'
import { day, month, money, percent } from '../../../i18n/format'
import { dueStateWord, riskWord } from '../../../i18n/work'
import { given, ownedBy, type RowTable } from './table'

const DUE_STATES = ['upcoming', 'due', 'in_grace', 'suspended']
const TIERS = ['high', 'medium', 'low']

export const options = (values: string[], word: (value: string) => string) => values.map((value) => ({ value, label: word(value) }))

export function duesTable(code: string, search: RowsSearch): RowTable<Schemas['DueRow']> {
  return {
    title: t`应收清单`,
    finds: t`保单号、客户号、姓名或首字母`,
    choices: [
      { key: 'state', label: t`状态`, options: options(DUE_STATES, dueStateWord) },
      { key: 'tier', label: t`失效风险`, options: options(TIERS, riskWord) },
    ],
    rowKey: (row) => String(row.policy_id),
    read: (cursor, limit) =>
      answered(
        api.GET('/api/v1/cities/{code}/cockpit/dues', {
          params: { path: { code }, query: { ...given<'dues'>(search, { q: 'q', state: 'state', tier: 'tier', cell: 'cell' }), ...ownedBy(search), cursor, limit } },
        }),
      ),
    columns: [
      { key: 'policy', header: t`保单号`, value: (row) => row.policy_no },
      { key: 'customer', header: t({ message: '客户', context: 'one' }), value: (row) => row.name_masked },
      { key: 'product', header: t`险种`, value: (row) => row.product_name, long: true },
      { key: 'number', header: t`期次`, value: (row) => row.number, numeric: true },
      { key: 'due', header: t`应缴日`, value: (row) => row.due_on, show: (row) => day(row.due_on) },
      { key: 'grace', header: t`宽限期到`, value: (row) => row.grace_ends, show: (row) => day(row.grace_ends) },
      { key: 'amount', header: t`应缴`, value: (row) => Number(row.amount), show: (row) => money(row.amount), numeric: true },
      { key: 'state', header: t`状态`, value: (row) => dueStateWord(row.state) },
      { key: 'risk', header: t`失效风险`, value: (row) => row.risk, show: (row) => `${riskWord(row.tier)} ${percent(row.risk, 1, 0)}`, numeric: true },
      { key: 'cell', header: t`网格`, value: (row) => row.cell_name },
    ],
  }
}

export function collectionTable(code: string, search: RowsSearch): RowTable<Schemas['InstalmentRow']> {
  const box = [search.month && month(search.month), windowWord(search.window ?? ''), policyYearWord(search.year ?? '')].filter(Boolean).join(' · ')
  return {
    title: t`达成率：${box}`,
    finds: t`保单号、客户号、姓名或首字母`,
    choices: [
      {
        key: 'counted',
        label: t`窗口内`,
        options: [
          { value: 'true', label: t`收到` },
          { value: 'false', label: t`没有收到` },
        ],
      },
    ],
    rowKey: (row) => `${row.policy_id} ${row.number}`,
    read: (cursor, limit) =>
      answered(
        api.GET('/api/v1/cities/{code}/cockpit/collection', {
          params: {
            path: { code },
            query: { ...given<'collection'>(search, { q: 'q', month: 'due_month', window: 'window', year: 'policy_year', counted: 'counted' }), ...ownedBy(search), cursor, limit },
          },
        }),
      ),
    columns: [
      { key: 'policy', header: t`保单号`, value: (row) => row.policy_no },
      { key: 'number', header: t`期次`, value: (row) => row.number, numeric: true },
      { key: 'due', header: t`应缴日`, value: (row) => row.due_on, show: (row) => day(row.due_on) },
      { key: 'amount', header: t`应缴`, value: (row) => Number(row.amount), show: (row) => money(row.amount), numeric: true },
      { key: 'paid', header: t`实缴日`, value: (row) => row.paid_on, show: (row) => (row.paid_on ? day(row.paid_on) : '–') },
      {
        key: 'received',
        header: t`实缴`,
        value: (row) => (row.paid_amount === null ? null : Number(row.paid_amount)),
        show: (row) => (row.paid_amount === null ? '–' : money(row.paid_amount)),
        numeric: true,
      },
      { key: 'channel', header: t`渠道`, value: (row) => row.channel && payChannelWord(row.channel) },
      { key: 'counted', header: t`窗口内`, value: (row) => (row.counted ? t`收到` : t`没有收到`) },
    ],
  }
}
