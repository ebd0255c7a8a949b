/** What operations say, in words, for lists of them. */
import { t } from '@lingui/core/macro'
import type { Schemas } from '../api/client'
import type { SentOperation } from '../api/field'
import type { Decision, DeclineReason } from '../api/review'
import { cancelReasonWord, keptWord } from './appointment-words'
import { signUpStateWord } from './event-words'
import { decisionWord, declineReasonWord } from './review'
import { ruleWord } from './seats'
import { operationKindWord, outcomeWord, purposeWord, returnReasonWord, skipReasonWord } from './work'

type Said = SentOperation['said'][number]
type Item = Pick<Schemas['ServiceItem'], 'code' | 'zh' | 'en'>

/** The parts of a payload that say what it is about, as the server has them: both are held to `tests/golden/said.json`. */
const NAMES = ['outcome', 'result', 'decision', 'answer', 'reason', 'purpose', 'attended', 'given', 'item']
const WORD = /^[a-z_]{1,40}$/

/** What one says that the server has not told anything of yet. */
export function saidIn(payload: Record<string, unknown>): Said[] {
  return NAMES.flatMap((name) => {
    const value = payload[name]
    if (typeof value === 'boolean') return { name, value: value ? 'yes' : 'no', words: null }
    return typeof value === 'string' && WORD.test(value) ? { name, value, words: null } : []
  })
}

/** The operation with what it says: 「面访结果 · 已见面告知」. `items`: by the rules that this device knows. */
export function operationText({ kind, said }: { kind: string; said: Said[] }, items: Item[] = []): string {
  // A word that is not known, as of another version of the program, is shown as it is.
  return [operationKindWord(kind), ...said.map((one) => saidWord(kind, one, items) ?? one.value)].join(' · ')
}

/** Where an outcome or a reason is a word of its own kind. */
const OF_KIND: Record<string, (value: string) => string> = {
  'appointment.cancel': cancelReasonWord,
  'appointment.close': keptWord,
  'task.skip': skipReasonWord,
  'request.return': returnReasonWord,
  'recommendation.decide': (value) => declineReasonWord(value as DeclineReason),
}

function saidWord(kind: string, { name, value, words }: Said, items: Item[]): string | undefined {
  if (name === 'item') {
    const item = words ?? items.find(({ code }) => code === value)
    return item && ruleWord(item)
  }
  if (name === 'decision') return decisionWord(value as Decision)
  if (name === 'answer') return signUpStateWord(value)
  if (name === 'purpose') return purposeWord(value)
  if (name === 'given') return value === 'yes' ? t`同意` : t`不同意`
  if (name === 'attended') return value === 'yes' ? t`到场` : t`未到`
  return (OF_KIND[kind] ?? outcomeWord)(value)
}
