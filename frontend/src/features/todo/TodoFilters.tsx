import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { without } from '../../address/without'
import { todoCountsQuery, type TodoFilter } from '../../api/queries'
import { count } from '../../i18n/format'
import { reasonWord } from '../../i18n/words'
import { Choice, Field } from '../../ui/Field'

interface Props {
  city: string
  filter: TodoFilter
  onChange: (filter: TodoFilter) => void
}

const TYPING_MS = 300

export function TodoFilters({ city, filter, onChange }: Props) {
  const { t } = useLingui()
  const counts = useQuery(todoCountsQuery(city))
  const rows = counts.data?.items ?? []
  const options = (key: 'reason' | 'district', other: 'reason' | 'district', word: (value: string) => string) => {
    const fitting = rows.filter((row) => row[key] !== '' && (!filter[other] || row[other] === filter[other]))
    const groups = [...Map.groupBy(fitting, (row) => row[key])]
    return [
      { value: '', label: t`全部` },
      ...groups.map(([value, group]) => ({
        value,
        label: `${word(value)} (${count(group.reduce((sum, row) => sum + row.customers, 0))})`,
      })),
    ]
  }
  const set = (key: keyof TodoFilter, value: string) =>
    onChange(value ? { ...filter, [key]: value } : without(filter, key))
  return (
    <div className="todo-filters">
      <Search value={filter.q ?? ''} onChange={(value) => set('q', value)} />
      <Choice label={t`原因`} value={filter.reason ?? ''} options={options('reason', 'district', reasonWord)} onChange={(value) => set('reason', value)} />
      <Choice
        label={t`行政区`}
        value={filter.district ?? ''}
        options={options('district', 'reason', (value) => value)}
        onChange={(value) => set('district', value)}
      />
    </div>
  )
}

/** Asks when somebody has stopped typing. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const type = (text: string) => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(text), TYPING_MS)
  }
  return <Field label={t`搜索`} placeholder={t`客户号、姓名或拼音首字母`} type="search" inputMode="search" value={typed} onChange={type} />
}
