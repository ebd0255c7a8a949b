/** The language that somebody chose on this device. His account remembers it; until the server knows, the device does. */
import { answered, api, type Schemas } from './client'
import { onHeard } from './contact'
import { keepMe, keptMe } from './kept'
import { ProblemError } from './problem'

type Language = Schemas['LocaleChange']['locale']

const UNSENT = 'gridward.locale.unsent'
let isSending = false

/** Keep it here, and tell the server as soon as it can be told. */
export async function chooseLanguage(account: string, language: Language): Promise<void> {
  localStorage.setItem(UNSENT, `${account} ${language}`)
  const me = keptMe()
  if (me) keepMe(withChosen(me))
  await tellServer()
}

/** What the server does not know yet goes before what it remembers. */
export function withChosen(me: Schemas['MeOut']): Schemas['MeOut'] {
  const chosen = unsent()
  return chosen?.account === me.account_id ? { ...me, locale: chosen.language } : me
}

/** Whenever the server has answered anything, it can be told as well. */
export const keepTelling = () => onHeard(() => void tellServer())

async function tellServer(): Promise<void> {
  if (isSending) return
  isSending = true
  try {
    // Whoever changes his mind meanwhile is asked for once more.
    for (let chosen = unsent(); chosen && chosen.account === keptMe()?.account_id; chosen = unsent()) {
      await answered(api.PATCH('/api/v1/session', { body: { locale: chosen.language } })).catch(refused)
      if (unsent()?.language === chosen.language) localStorage.removeItem(UNSENT)
    }
  } catch {
    // Out of reach, or signed out: it is told when the server is heard of again.
  } finally {
    isSending = false
  }
}

/** What the server will not take in this session or another is not asked of it again. */
function refused(error: unknown): void {
  const isFinal = error instanceof ProblemError && error.status < 500 && error.status !== 401
  if (!isFinal) throw error
}

function unsent(): { account: string; language: Language } | undefined {
  const [account, language] = localStorage.getItem(UNSENT)?.split(' ') ?? []
  return account && language ? { account, language: language as Language } : undefined
}
