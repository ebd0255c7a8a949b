import { count, percent } from '../i18n/format'

export interface Share {
  label: string
  value: number
  colour: string
}

/** Parts of a whole: a bar for the eye, a key with the figures for everybody. */
export function Shares({ shares }: { shares: Share[] }) {
  const total = shares.reduce((sum, share) => sum + share.value, 0)
  return (
    <div className="stack-tight">
      <div className="shares-bar" aria-hidden="true">
        {shares
          .filter((share) => share.value > 0)
          .map((share) => (
            <span key={share.label} style={{ flexGrow: share.value, background: share.colour }} />
          ))}
      </div>
      <ul className="shares-key">
        {shares.map((share) => (
          <li key={share.label}>
            <span className="swatch" style={{ background: share.colour }} />
            <span>{share.label}</span>
            <strong className="number">{count(share.value)}</strong>
            <span className="soft number">{percent(share.value, total)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
