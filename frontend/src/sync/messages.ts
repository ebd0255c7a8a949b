/** One's messages on the device: followed by their own counter, with what was done here and is not confirmed laid over them. */
import type { CellStore } from '../db/cells'
import type { Message, MessageChanges } from '../db/shapes'
import type { Operation } from '../outbox/operation'

const NAME = 'messages'
const MOST = 500

interface Kept {
  cursor: number
  items: Message[]
}

export async function followMessages(ask: (since: number) => Promise<MessageChanges>, store: CellStore): Promise<void> {
  let kept: Kept = (await store.answer<Kept>(NAME))?.answer ?? { cursor: 0, items: [] }
  for (let more = true; more; ) {
    const changes = await ask(kept.cursor)
    more = changes.more
    if (changes.items.length === 0 && !changes.anew) return
    const come = new Set(changes.items.map((one) => one.message_id))
    const known = changes.anew ? [] : kept.items.filter((one) => !come.has(one.message_id))
    kept = { cursor: changes.cursor, items: [...known, ...changes.items].slice(-MOST) }
    await store.keep(NAME, kept)
  }
}

/** What is kept, if it was ever asked for. */
export async function keptMessages(store: CellStore): Promise<Message[] | undefined> {
  return (await store.answer<Kept>(NAME))?.answer.items
}

export type Laid = Message & {
  /** It was answered here, and that is not sent yet. */
  unsent?: true
}

/** The newest first. */
export function laidOver(messages: Message[], operations: Operation[]): Laid[] {
  const found = new Map<string, Laid>(messages.map((one) => [one.message_id, one]))
  for (const { kind, payload, occurred_at } of operations) {
    const one = found.get(String(payload['message_id']))
    if (!one || !kind.startsWith('message.')) continue
    const read = { ...one, read_at: one.read_at ?? occurred_at }
    const isAnswer = kind === 'message.reply' && one.reply === null
    found.set(one.message_id, isAnswer ? { ...read, reply: String(payload['text']), replied_at: occurred_at, unsent: true } : read)
  }
  return [...found.values()].toSorted((a, b) => Date.parse(b.sent_at) - Date.parse(a.sent_at) || b.seq - a.seq)
}

/** It still wants to be read. */
export const isUnread = (one: Message) => one.read_at === null && one.withdrawn_at === null
