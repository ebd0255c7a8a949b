import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { without } from '../../address/without'
import { Choice } from '../../ui/Field'
import { SearchField } from '../../ui/SearchField'

interface Props {
  placeholder: string
  label: string
  options: { value: string; label: string }[]
  /** What is done with what is shown. */
  children?: React.ReactNode
}

/** A search and one choice, both in the address. */
export function StaffingFilters({ placeholder, label, options, children }: Props) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/staffing' })
  const navigate = useNavigate({ from: '/staffing' })
  const set = (key: 'q' | 'show', value: string) =>
    void navigate({ search: (before) => (value ? { ...before, [key]: value } : without(before, key)), replace: true })
  return (
    <div className="staffing-filters">
      <SearchField placeholder={placeholder} value={search.q ?? ''} onChange={(value) => set('q', value)} />
      <Choice label={label} value={search.show ?? ''} options={[{ value: '', label: t`全部` }, ...options]} onChange={(value) => set('show', value)} />
      {children}
    </div>
  )
}

/** Whether any of these texts has what is looked for. */
export function holds(q: string | undefined, ...texts: (string | number | null | undefined)[]): boolean {
  const wanted = q?.trim().toLowerCase() ?? ''
  return wanted === '' || texts.some((text) => text !== null && String(text ?? '').toLowerCase().includes(wanted))
}
