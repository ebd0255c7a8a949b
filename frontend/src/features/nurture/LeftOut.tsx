import { count } from '../../i18n/format'
import { leftOutWord } from '../../i18n/nurture'

/** Why customers are left out, the most frequent reason first. */
export function LeftOut({ reasons }: { reasons: Record<string, number> }) {
  const found = Object.entries(reasons).toSorted(([, a], [, b]) => b - a)
  if (found.length === 0) return '–'
  return (
    <ul className="left-out">
      {found.map(([reason, many]) => (
        <li key={reason}>
          {leftOutWord(reason)} {count(many)}
        </li>
      ))}
    </ul>
  )
}
