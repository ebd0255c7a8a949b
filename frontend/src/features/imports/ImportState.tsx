import { useLingui } from '@lingui/react'
import { importStateWord } from '../../i18n/words'

const LOOKS: Record<string, string> = { done: 'badge-good', failed: 'badge-bad', running: 'badge-warn', queued: 'badge-warn' }

export function ImportState({ status }: { status: string }) {
  useLingui()
  return <span className={`badge ${LOOKS[status] ?? ''}`}>{importStateWord(status)}</span>
}
