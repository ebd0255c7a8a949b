/** Finding a customer of one's own cells while typing: by name, pinyin, initials, telephone, policy or customer number. */
import type { FoundBy } from '../api/copy'
import type { CustomerDoc } from '../db/shapes'

export interface Hit<D> {
  doc: D
  by: FoundBy
  /** Of his policies or customer numbers, the one that fits. */
  number: string | undefined
}

interface Entry<D> {
  doc: D
  name: string
  /** One for each way in which the name may be said. */
  pinyin: string[]
  initials: string[]
  phones: string[]
  policies: string[]
  numbers: string[]
}

/** Fewer digits than these are in too many numbers. */
const FEWEST_DIGITS = 3

type Searched = Pick<CustomerDoc, 'customer_id' | 'name' | 'pinyin' | 'mobile' | 'landline' | 'policies' | 'numbers' | 'open'>

export class Index<D extends Searched> {
  private readonly entries: Entry<D>[]

  constructor(docs: D[]) {
    this.entries = docs.map((doc) => ({
      doc,
      name: plain(doc.name),
      pinyin: doc.pinyin.filter((_, index) => index % 2 === 0),
      initials: doc.pinyin.filter((_, index) => index % 2 === 1),
      phones: [doc.mobile, doc.landline].map(digits).filter((one) => one !== ''),
      policies: doc.policies.map((one) => plain(one.policy_no)),
      numbers: doc.numbers.map(plain),
    }))
  }

  /** The best first: who is named so, then who begins so, then who has it in his numbers; in each, who has open work. */
  find(typed: string): Hit<D>[] {
    // A telephone shows the country before a number.
    const wanted = plain(typed).replace(/^\+86/, '')
    if (wanted === '') return []
    const found = this.entries.flatMap((entry) => {
      const fits = fit(entry, wanted)
      return fits ? [{ doc: entry.doc, number: undefined, ...fits }] : []
    })
    return found.toSorted((a, b) => a.rank - b.rank || b.doc.open.length - a.doc.open.length || a.doc.customer_id - b.doc.customer_id)
  }
}

interface Fit {
  by: FoundBy
  rank: number
  number?: string | undefined
}

function fit(entry: Entry<Searched>, wanted: string): Fit | undefined {
  const byName = fitName(entry, wanted)
  if (byName || wanted.length < FEWEST_DIGITS || !/\d/.test(wanted)) return byName
  if (/^\d+$/.test(wanted) && entry.phones.some((one) => one.endsWith(wanted))) return { by: 'phone', rank: 4 }
  const policy = entry.policies.findIndex((one) => one.endsWith(wanted) || one.startsWith(wanted))
  if (policy >= 0) return { by: 'policy', rank: 4, number: entry.doc.policies[policy]?.policy_no }
  const number = entry.numbers.indexOf(wanted)
  if (number >= 0) return { by: 'number', rank: 4, number: entry.doc.numbers[number] }
  return /^\d+$/.test(wanted) && entry.phones.some((one) => one.startsWith(wanted)) ? { by: 'phone', rank: 5 } : undefined
}

function fitName({ name, pinyin, initials }: Entry<Searched>, wanted: string): Fit | undefined {
  if (name === wanted) return { by: 'name', rank: 0 }
  if (pinyin.includes(wanted)) return { by: 'pinyin', rank: 0 }
  if (name.startsWith(wanted)) return { by: 'name', rank: 1 }
  if (initials.includes(wanted)) return { by: 'initials', rank: 1 }
  if (initials.some((one) => one.startsWith(wanted))) return { by: 'initials', rank: 2 }
  if (pinyin.some((one) => one.startsWith(wanted))) return { by: 'pinyin', rank: 2 }
  return name.includes(wanted) ? { by: 'name', rank: 3 } : undefined
}

/** As it is compared: without spaces and marks between, in small letters, in full width or not. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/[\s\-·'’]/g, '')
const digits = (text: string) => text.normalize('NFKC').replaceAll(/\D/g, '')
