/** What is done on a device, and what the server says to it. */
import type { Schemas } from '../api/client'

export type Operation = Schemas['OperationIn']
export type Receipt = Schemas['ReceiptOut']
/** An operation before it has its number on this device. */
export type Unnumbered = Omit<Operation, 'seq'>

export interface Waiting {
  operation: Operation
  /** The server refused to take it as it is: it is kept, but not sent again by itself. */
  refused?: Problem
  /** It is in a file as well. */
  exported?: boolean
}

/** What the server has taken. */
export interface Received {
  op_id: string
  account: string
  n: number
  receipt: Receipt
  kind: string
  occurred_at: string
  /** What was sent, until the copy on this device has been brought to where the server shows it. */
  sent?: Operation
}

export interface Refusal {
  problem: Problem
  /** The server will say the same again, whatever the network does. */
  isFinal: boolean
}

export type Problem = { code: string; detail: string; hint: string; params: Record<string, unknown> }

/** Something that a page keeps beside the operations, as a visit that is being written down. */
export interface Entry {
  key: string
  text: string
}
