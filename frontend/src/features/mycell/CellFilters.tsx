import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { CellSearch } from '../../address/field'
import type { CellCustomer } from '../../api/field'
import { deliveredWord } from '../../i18n/book'
import { count } from '../../i18n/format'
import { Choice } from '../../ui/Field'
import { SearchField } from '../../ui/SearchField'
import { useTheme } from '../../ui/theme'
import { colourOf, NONE, statesOf, wordOf, type By } from './states'
import { useNoneWord } from './words'

interface Props {
  all: CellCustomer[]
  /** How many fit. */
  shown: number
  by: By
}

/** What the colours mean, how many there are of each, and which ones to show. */
export function CellFilters({ all, shown, by }: Props) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/cell' })
  const navigate = useNavigate({ from: '/cell' })
  const theme = useTheme()
  const none = useNoneWord()
  const set = (part: CellSearch) =>
    void navigate({
      search: (before) => Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined && value !== '')),
      replace: true,
    })
  const tiers = [...new Set(all.map((one) => one.customer_tier ?? NONE))]
  return (
    <>
      <div className="cell-filters">
        <SearchField placeholder={t`姓名或小区`} value={search.q ?? ''} onChange={(q) => set({ q })} />
        <Choice
          label={t`颜色表示`}
          value={by}
          options={[
            { value: 'care', label: t`服务状态` },
            { value: 'due', label: t`应缴状态` },
          ]}
          onChange={(value) => set({ by: value === 'due' ? 'due' : undefined, state: undefined } as CellSearch)}
        />
        <Choice
          label={t`客户等级`}
          value={search.tier ?? ''}
          options={[{ value: '', label: t`全部` }, ...tiers.map((tier) => ({ value: tier, label: tier === NONE ? t`未定级` : deliveredWord(tier) }))]}
          onChange={(tier) => set({ tier })}
        />
        <Choice
          label={t`上次联系`}
          value={search.uncovered ?? ''}
          options={[
            { value: '', label: t`全部` },
            { value: 'never', label: t`从未联系` },
            { value: '30', label: t`30 天内没有联系` },
            { value: '90', label: t`90 天内没有联系` },
          ]}
          onChange={(uncovered) => set({ uncovered } as CellSearch)}
        />
      </div>
      <fieldset className="chips" aria-label={t`按状态筛选`}>
        {statesOf(all, by).map(({ state, customers }) => (
          <button
            key={state}
            type="button"
            className="chip"
            aria-pressed={search.state === state}
            onClick={() => set({ state: search.state === state ? '' : state })}
          >
            <span className="dot" style={{ background: colourOf(state, theme) }} />
            {wordOf(state, by, none[by])} <strong className="number">{count(customers)}</strong>
          </button>
        ))}
      </fieldset>
      <div className="row">
        <output className="soft">
          <Trans>
            {count(shown)} / {count(all.length)} 位客户
          </Trans>
        </output>
        <span className="row-end" />
        <button type="button" className="button split-toggle" onClick={() => set({ view: search.view === 'map' ? undefined : 'map' } as CellSearch)}>
          {search.view === 'map' ? t`看清单` : t`看地图`}
        </button>
      </div>
    </>
  )
}
