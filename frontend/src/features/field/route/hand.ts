/** The order that somebody made by hand, kept in the browser for the day. It names tasks, nobody. */
import { useState } from 'react'

const KEY = 'gridward.order'

interface Kept {
  day: string
  tasks: string[]
}

export function useHandOrder(day: string | undefined): [tasks: string[] | undefined, keep: (tasks: string[]) => void] {
  const [kept, setKept] = useState(read)
  const keep = (tasks: string[]) => {
    if (day === undefined) return
    const made = { day, tasks }
    localStorage.setItem(KEY, JSON.stringify(made))
    setKept(made)
  }
  return [kept?.day === day ? kept?.tasks : undefined, keep]
}

/** A task one door up or down: `tasks` holds the first of each door. */
export function moved(tasks: string[], task: string, by: -1 | 1): string[] {
  const from = tasks.indexOf(task)
  const to = from + by
  if (from < 0 || to < 0 || to >= tasks.length) return tasks
  return tasks.toSpliced(from, 1).toSpliced(to, 0, task)
}

function read(): Kept | undefined {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null) ?? undefined
  } catch {
    return undefined
  }
}
