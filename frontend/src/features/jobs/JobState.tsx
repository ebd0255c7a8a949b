import { useLingui } from '@lingui/react'
import { jobStateWord } from '../../i18n/jobs'

const LOOKS: Record<string, string> = {
  running: 'badge-warn',
  again: 'badge-warn',
  interrupted: 'badge-bad',
  failed: 'badge-bad',
  done: 'badge-good',
  made_good: 'badge-good',
}

export function JobState({ state }: { state: string }) {
  useLingui()
  return <span className={`badge ${LOOKS[state] ?? ''}`}>{jobStateWord(state)}</span>
}
