/** What waits, as a file: for a device that is given away, or that does not reach the server for long. */
import type { Operation } from './operation'
import type { Photo } from './photo'

const FORMAT = 'gridward-outbox'

interface OutboxFile {
  format: typeof FORMAT
  version: 1
  account_id: string
  exported_at: string
  operations: Operation[]
  /** With what is in them, in base64. Files of earlier versions of the program have none. */
  photos?: { photo: Photo; content: string }[]
}

export interface Saved {
  operations: Operation[]
  photos: { photo: Photo; content: ArrayBuffer }[]
}

export function toFile(account: string, { operations, photos }: Saved, now = new Date()): string {
  const written = photos.map(({ photo, content }) => ({ photo, content: toText(content) }))
  const file: OutboxFile = { format: FORMAT, version: 1, account_id: account, exported_at: now.toISOString(), operations, photos: written }
  return JSON.stringify(file, null, 1)
}

/** It is no such file, or of somebody else: what one person did is never sent in the name of another. */
export type FileTrouble = 'unreadable' | 'other_account'

export function fromFile(account: string, text: string): Saved | FileTrouble {
  const file = parsed(text)
  if (file?.format !== FORMAT || file.version !== 1 || !Array.isArray(file.operations) || !file.operations.every(isOperation)) return 'unreadable'
  if (file.account_id !== account) return 'other_account'
  try {
    const photos = (file.photos ?? []).map(({ photo, content }) => ({ photo: { ...photo, account, sent: 0 }, content: fromText(content) }))
    return { operations: file.operations, photos }
  } catch {
    return 'unreadable'
  }
}

const toText = (content: ArrayBuffer): string => btoa(Array.from(new Uint8Array(content), (byte) => String.fromCharCode(byte)).join(''))
const fromText = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer

const TEXTS = ['op_id', 'kind', 'occurred_at'] as const

function isOperation(one: Partial<Operation> | null): boolean {
  return one !== null && TEXTS.every((key) => typeof one[key] === 'string') && typeof one.payload === 'object' && one.payload !== null
}

function parsed(text: string): Partial<OutboxFile> | null {
  try {
    return JSON.parse(text) as Partial<OutboxFile> | null
  } catch {
    return null
  }
}
