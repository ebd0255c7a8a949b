import { useId } from 'react'
import { count } from '../i18n/format'
import './section.css'

interface Props {
  title: string
  /** How many there are, where that says something. */
  many?: number | undefined
  /** What stands here when there is nothing. */
  none?: string
  children: React.ReactNode
}

/** A part of a page under a title of its own. */
export function Section({ title, many, none, children }: Props) {
  const id = useId()
  return (
    <section className="card section" aria-labelledby={id}>
      <h2 id={id}>
        {title}
        {many !== undefined && many > 0 && <span className="badge">{count(many)}</span>}
      </h2>
      {many === 0 && none ? <p className="soft">{none}</p> : children}
    </section>
  )
}
