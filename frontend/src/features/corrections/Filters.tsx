import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { CorrectionsSearch } from '../../address/desk'
import { REFUSED_STATES } from '../../address/desk'
import { without } from '../../address/without'
import { refusedCountsQuery, type RefusedCount } from '../../api/corrections'
import { refusedStateWord } from '../../i18n/corrections'
import { findingText } from '../../i18n/findings'
import { count } from '../../i18n/format'
import { Choice } from '../../ui/Field'
import { fitting, rowsIn } from './counting'

interface Props {
  importId: string
  filter: CorrectionsSearch
  onChange: (filter: CorrectionsSearch) => void
}

/** How rows stand, with how many of them there are; and the file and the reason that narrow them. */
export function Filters({ importId, filter, onChange }: Props) {
  const { t } = useLingui()
  const counts = useQuery({ ...refusedCountsQuery(importId), enabled: false }).data ?? []
  const options = (key: 'file' | 'code', word: (value: string) => string) => {
    const groups = Map.groupBy(fitting(counts, without(filter, key)), (one: RefusedCount) => one[key])
    return [
      { value: '', label: t`全部` },
      ...[...groups].map(([value, rows]) => ({ value, label: `${word(value)} (${count(rows.reduce((sum, row) => sum + row.rows, 0))})` })),
    ]
  }
  const change = (key: 'file' | 'code', value: string) => onChange(value ? { ...filter, [key]: value } : without(filter, key))
  const narrowed = without(filter, 'state')
  return (
    <div className="corrections-narrow">
      <fieldset className="states" aria-label={t`状态`}>
        {REFUSED_STATES.map((state) => (
          <button key={state} type="button" className="state" aria-pressed={filter.state === state} onClick={() => onChange({ ...narrowed, state })}>
            {refusedStateWord(state)} <strong>{count(rowsIn(counts, { ...narrowed, state }))}</strong>
          </button>
        ))}
        <button type="button" className="state" aria-pressed={filter.state === undefined} onClick={() => onChange(narrowed)}>
          <Trans>全部</Trans> <strong>{count(rowsIn(counts, narrowed))}</strong>
        </button>
      </fieldset>
      <div className="row">
        <Choice label={t`文件`} value={filter.file ?? ''} options={options('file', (value) => value)} onChange={(value) => change('file', value)} />
        <Choice
          label={t`退回原因`}
          value={filter.code ?? ''}
          options={options('code', (value) => findingText(value) ?? value)}
          onChange={(value) => change('code', value)}
        />
      </div>
    </div>
  )
}
