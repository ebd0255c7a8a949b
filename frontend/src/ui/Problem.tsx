import { useLingui } from '@lingui/react'
import type { Problem as What } from '../api/problem'
import { problemText } from '../i18n/problems'

/** What went wrong and what to do, in the reader's language. */
export function Problem({ problem }: { problem: What }) {
  useLingui()
  const { what, todo } = problemText(problem)
  return (
    <>
      <strong>{what}</strong>
      {todo && <span>{todo}</span>}
    </>
  )
}
