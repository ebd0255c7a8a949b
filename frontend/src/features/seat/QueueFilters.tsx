import { useLingui } from '@lingui/react/macro'
import type { QueueSearch } from '../../address/desk'
import { without } from '../../address/without'
import { riskWord, taskKindWord } from '../../i18n/work'
import { Choice } from '../../ui/Field'
import { SearchField } from '../../ui/SearchField'

interface Props {
  filter: QueueSearch
  onChange: (filter: QueueSearch) => void
}

const KINDS = ['renewal_call', 'promise_check', 'callback', 'first_contact', 'nurture_call']
const TIERS = ['high', 'medium', 'low']

export function QueueFilters({ filter, onChange }: Props) {
  const { t } = useLingui()
  const set = (key: keyof QueueSearch, value: string) => onChange(value ? { ...filter, [key]: value } : without(filter, key))
  const options = (values: string[], word: (value: string) => string) => [
    { value: '', label: t`全部` },
    ...values.map((value) => ({ value, label: word(value) })),
  ]
  return (
    <div className="desk-filters">
      <SearchField placeholder={t`客户姓名或拼音首字母`} value={filter.q ?? ''} onChange={(value) => set('q', value)} />
      <Choice label={t`事由`} value={filter.kind ?? ''} options={options(KINDS, taskKindWord)} onChange={(value) => set('kind', value)} />
      <Choice label={t`失效风险`} value={filter.tier ?? ''} options={options(TIERS, riskWord)} onChange={(value) => set('tier', value)} />
    </div>
  )
}
