import { lazy, Suspense } from 'react'
import { problemOf, type Problem as What } from '../api/problem'
import { withWords } from '../i18n'
import { loadSoon } from './drawn'
import { Icon } from './icons'

// The words of all that can go wrong come after the page, but are there before something does.
const load = withWords(() => import('./Problem'), 'work', 'problems')
const Problem = lazy(() => load().then((file) => ({ default: file.Problem })))
loadSoon(load)

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

export function ProblemNotice({ problem }: { problem: What }) {
  return (
    <Suspense>
      <Notice>
        <Problem problem={problem} />
      </Notice>
    </Suspense>
  )
}

export function ErrorNotice({ error }: { error: unknown }) {
  return <ProblemNotice problem={problemOf(error)} />
}
