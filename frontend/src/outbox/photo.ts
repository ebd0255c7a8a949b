/** A photo on this device until the server has it. What is in it lies beside it, sealed. */
import type { Sealed } from '../db/sealing'
import type { Problem } from './operation'

export interface Photo {
  id: string
  account: string
  /** What it was taken for: `visit/ID`, `request/ID`, `request/ID/NEED`. */
  subject: string
  customer: number
  taken_at: string
  /** Drawn by the customer, not taken. */
  isSignature?: boolean
  /** As it lies here: as the camera made it, until it is made smaller. */
  kind: string
  size: number
  /** Of what is sent: there when it was made smaller. */
  sha256?: string
  /** The operation that names it. */
  op_id?: string
  /** Bytes of it that the server has. */
  sent: number
  /** Why it is not sent: it cannot be read, or the server does not take it. */
  refused?: Problem | undefined
  exported?: boolean
  /** Taken back, and not yet thrown away. */
  isRemoved?: boolean
}

export interface Picture extends Sealed {
  id: string
}

/** An operation names it, so that it has to be sent, and is not yet. */
export const isDue = (photo: Photo): boolean => photo.op_id !== undefined

/** Whether it was taken for something, or for a part of it. */
export const isOf = ({ subject }: Pick<Photo, 'subject'>, whole: string): boolean => subject === whole || subject.startsWith(`${whole}/`)
