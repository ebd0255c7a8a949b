import { Link } from '@tanstack/react-router'
import type { RowsSearch } from '../../address/desk'

interface Props {
  rows: RowsSearch
  className?: string
  label?: string
  children: React.ReactNode
}

/** A figure that opens to the rows that it is made of. */
export function RowsLink({ rows, className, label, children }: Props) {
  return (
    <Link to="/cockpit/rows" search={rows} className={className ?? 'rows-link'} aria-label={label}>
      {children}
    </Link>
  )
}
