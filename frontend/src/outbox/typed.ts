/** What is typed in a form and is not done yet: kept on this device at each change, until it is done or somebody throws it away. */
import type { Entry } from './operation'

/** What is typed: what a call came to, at a desk or in the field; the reply to a message; contact details that a customer changes. */
export type Form = 'call' | 'contact' | 'reply' | 'service'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Before the subjects of a form, as the key of what an account types in it. */
export const typedBy = (account: string, form: Form): string => `gridward.${form}.${account}.`

/** What one account types about one thing. */
export class Typed<T extends object> {
  private readonly store: Store
  readonly key: string

  constructor(store: Store, account: string, form: Form, subject: string) {
    this.store = store
    this.key = typedBy(account, form) + subject
  }

  read(): Partial<T> | undefined {
    const text = this.store.getItem(this.key)
    try {
      return text ? (JSON.parse(text) as Partial<T>) : undefined
    } catch {
      return undefined
    }
  }

  write(typed: T): void {
    this.store.setItem(this.key, JSON.stringify(typed))
  }

  /** That nothing is typed there any more: to be kept in the moment in which the operation is, so that it is never done twice. */
  done = (): Entry => ({ key: this.key, text: '' })

  forget = (): void => this.store.removeItem(this.key)
}
