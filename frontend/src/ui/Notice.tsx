import { useLingui } from '@lingui/react'
import { problemOf, type Problem } from '../api/problem'
import { problemText } from '../i18n/problems'
import { Icon } from './icons'

interface NoticeProps {
  tone?: 'bad' | 'warn' | 'good'
  children: React.ReactNode
}

export function Notice({ tone = 'bad', children }: NoticeProps) {
  return (
    <div className={tone === 'bad' ? 'notice' : `notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={tone === 'good' ? 'done' : 'warning'} />
      <div className="stack-tight">{children}</div>
    </div>
  )
}

/** What went wrong and what to do, in the reader's language. */
export function ProblemNotice({ problem }: { problem: Problem }) {
  useLingui()
  const { what, todo } = problemText(problem)
  return (
    <Notice>
      <strong>{what}</strong>
      {todo && <span>{todo}</span>}
    </Notice>
  )
}

export function ErrorNotice({ error }: { error: unknown }) {
  return <ProblemNotice problem={problemOf(error)} />
}
