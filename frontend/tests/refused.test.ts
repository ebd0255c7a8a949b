import { describe, expect, it } from 'vitest'
import type { Refused } from '../src/api/corrections'
import { withRow } from '../src/features/corrections/listing'

const row = (id: number, state: Refused['state'] = 'wrong', file = 'customers.csv'): Refused => ({
  id,
  file,
  line: id,
  code: 'import.too_few_columns',
  refers_to: null,
  state,
})
const list = (...pages: [Refused[], string | null][]) => ({
  pages: pages.map(([items, next]) => ({ items, next })),
  pageParams: [null, ...pages.slice(1).map((_, index) => pages[index]?.[1] ?? null)],
})

describe('the list of refused rows after a save', () => {
  const before = list([[row(1), row(2)], '2'], [[row(4), row(6)], '6'])

  it('shows the row as it is now, and touches no other page', () => {
    const after = withRow(before, {}, row(4, 'ready'))
    expect(after.pages[1]?.items).toEqual([row(4, 'ready'), row(6)])
    expect(after.pages[0]).toBe(before.pages[0])
    expect(after.pageParams).toEqual(before.pageParams)
  })

  it('lets the row go where it fits the filter no more, and puts it back in its place', () => {
    const without = withRow(before, { state: 'wrong' }, row(2, 'ready'))
    expect(without.pages[0]).toEqual({ items: [row(1)], next: '2' })
    expect(withRow(without, { state: 'wrong' }, row(2))).toEqual(before)
    expect(withRow(without, { state: 'wrong', file: 'policies.csv' }, row(2))).toEqual(without)
  })

  it('waits with a row beyond what is loaded', () => expect(withRow(before, {}, row(9))).toEqual(before))

  it('holds every row behind the last page', () => expect(withRow(list([[row(1)], null]), {}, row(9)).pages[0]?.items).toEqual([row(1), row(9)]))
})
