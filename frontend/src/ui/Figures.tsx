/** Figures that somebody reads at a glance. */

export function Figures({ children }: { children: React.ReactNode }) {
  return <dl className="figures">{children}</dl>
}

export function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div className="figure">
      <dt>{label}</dt>
      <dd>
        {value}
        {note && <small>{note}</small>}
      </dd>
    </div>
  )
}
