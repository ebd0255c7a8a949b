import { useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { JOB_KINDS, JOB_STATES, type JobsSearch } from '../../address/jobs'
import { meQuery } from '../../api/queries'
import { jobKindWord, jobStateWord } from '../../i18n/jobs'
import { cityName } from '../../session/city'
import { Choice } from '../../ui/Field'

interface Props {
  search: JobsSearch
  onChange: (key: keyof JobsSearch, value: string) => void
}

/** Nights are of a city; jobs have a state and a kind besides. */
export function JobFilters({ search, onChange }: Props) {
  const { t, i18n } = useLingui()
  const { data: me } = useSuspenseQuery(meQuery)
  const all = { value: '', label: t`全部` }
  if (search.tab === 'nights' && me.cities.length < 2) return null
  return (
    <div className="desk-filters">
      {me.cities.length > 1 && (
        <Choice
          label={t`城市`}
          value={search.city ?? ''}
          options={[all, ...me.cities.map((city) => ({ value: city.code, label: cityName(city, i18n.locale) }))]}
          onChange={(value) => onChange('city', value)}
        />
      )}
      {search.tab !== 'nights' && (
        <>
          <Choice
            label={t`状态`}
            value={search.state ?? ''}
            options={[all, ...JOB_STATES.map((state) => ({ value: state, label: jobStateWord(state) }))]}
            onChange={(value) => onChange('state', value)}
          />
          <Choice
            label={t`任务类型`}
            value={search.kind ?? ''}
            options={[all, ...JOB_KINDS.map((kind) => ({ value: kind, label: jobKindWord(kind) }))]}
            onChange={(value) => onChange('kind', value)}
          />
        </>
      )}
    </div>
  )
}
