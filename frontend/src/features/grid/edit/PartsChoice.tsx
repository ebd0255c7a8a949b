import { useLingui } from '@lingui/react/macro'
import { MOST_PARTS } from './tools'

/** Into how many parts. */
export function PartsChoice({ parts, onChange }: { parts: number; onChange: (parts: number) => void }) {
  const { t } = useLingui()
  return (
    <select className="input" aria-label={t`份数`} value={parts} onChange={(event) => onChange(Number(event.target.value))}>
      {Array.from({ length: MOST_PARTS - 1 }, (_, index) => index + 2).map((many) => (
        <option key={many} value={many}>
          {t`${many} 份`}
        </option>
      ))}
    </select>
  )
}
