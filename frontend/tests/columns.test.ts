import { expect, test } from 'vitest'

import { byRows } from '../src/sync/columns'

test('rows come back from columns, with the rows inside them', () => {
  const table = {
    id: [1, 2, 3],
    tags: [['a'], [], ['b', 'c']],
    dues: { lengths: [2, 0, 1], rows: { number: [7, 8, 9], reasons: { lengths: [1, 0, 0], rows: { code: ['late'] } } } },
  }
  expect(byRows(table)).toEqual([
    { id: 1, tags: ['a'], dues: [{ number: 7, reasons: [{ code: 'late' }] }, { number: 8, reasons: [] }] },
    { id: 2, tags: [], dues: [] },
    { id: 3, tags: ['b', 'c'], dues: [{ number: 9, reasons: [] }] },
  ])
  expect(byRows({})).toEqual([])
})
