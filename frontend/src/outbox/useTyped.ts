/** A form as it was left on this device, by whichever tab. */
import { useSyncExternalStore } from 'react'
import { useOutbox } from './operations'
import { Typed, type Form } from './typed'
import { useKept } from './useKept'

/**
 * `fresh`: the form before anything is typed in it. What an older program left may have less than that.
 * `holds`: whether what was left is still of use.
 */
export function useTyped<T extends object>(form: Form, subject: string, fresh: () => T, holds: (left: Partial<T>) => boolean = () => true) {
  const { account, entries } = useOutbox()
  const typed = new Typed<T>(entries, account, form, subject)
  const read = (): T | undefined => {
    const left = typed.read()
    return left && holds(left) ? { ...fresh(), ...left } : undefined
  }
  const draft = useKept(typed.key, read, () => read() ?? fresh())
  // What is not changed here stays as it is by now: another tab may have written it.
  const change = (part: Partial<T>) => typed.write({ ...(read() ?? draft), ...part })
  return { draft, change, done: typed.done, forget: typed.forget }
}

/** Whether something is typed and not done. */
export function useIsTyped(form: Form, subject: string): boolean {
  const { account, entries } = useOutbox()
  const { key } = new Typed(entries, account, form, subject)
  return useSyncExternalStore(entries.subscribe, () => Boolean(entries.getItem(key)))
}
