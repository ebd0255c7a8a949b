import { ProgressBar } from 'react-aria-components'
import { percent } from '../i18n/format'

interface Props {
  label: string
  /** Share from 0 to 1; null where nobody knows. */
  share: number | null
}

export function Progress({ label, share }: Props) {
  return (
    <ProgressBar
      aria-label={label}
      value={share === null ? undefined : share * 100}
      isIndeterminate={share === null}
      className={share === null ? 'progress progress-unknown' : 'progress'}
    >
      <div className="row">
        <span>{label}</span>
        {share !== null && <span className="row-end number">{percent(share, 1, 0)}</span>}
      </div>
      <div className="progress-track">
        <div className="progress-fill" style={share === null ? undefined : { inlineSize: `${share * 100}%` }} />
      </div>
    </ProgressBar>
  )
}
