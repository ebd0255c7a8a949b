/** What stands in place of rows or cards that are on their way. */
export function Waiting({ lines = 5 }: { lines?: number }) {
  return (
    <div className="card stack" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skeleton" />
      ))}
    </div>
  )
}
