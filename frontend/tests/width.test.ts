import { describe, expect, it } from 'vitest'
import { filledTo, insertAt, joinBefore, removeAt, withValue } from '../src/features/corrections/width'

describe('a row of the wrong width', () => {
  it('gets an empty value where one is missing', () => {
    expect(insertAt(['1', '2'], 1)).toEqual(['1', '', '2'])
    expect(insertAt(['1', '2'], 2)).toEqual(['1', '2', ''])
  })

  it('loses a value too many', () => expect(removeAt(['1', 'x', '2'], 1)).toEqual(['1', '2']))

  it('gets back what a comma has split', () => expect(joinBefore(['1', '3号楼', '502室', '9'], 2)).toEqual(['1', '3号楼,502室', '9']))

  it('is filled up to its header, and never cut', () => {
    expect(filledTo(['1'], 3)).toEqual(['1', '', ''])
    expect(filledTo(['1', '2', '3'], 2)).toEqual(['1', '2', '3'])
  })

  it('is filled up to the value that somebody types beyond its end', () => {
    expect(withValue(['1'], 2, 'x')).toEqual(['1', '', 'x'])
    expect(withValue(['1', '2'], 0, 'x')).toEqual(['x', '2'])
  })
})
