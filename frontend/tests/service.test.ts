import { describe, expect, it } from 'vitest'
import { anewAfter, contentOf, emptyDraft, isEmpty, readyToSend, stepsOf } from '../src/features/service/draft'

const ids = () => {
  let last = 0
  return () => `id-${++last}`
}

describe('a change of contact details', () => {
  it('sends only what was typed', () => {
    expect(contentOf({ ...emptyDraft('a'), mobile: ' 165 0000 9876 ', landline: '  ' })).toEqual({ all_right: false, mobile: '165 0000 9876' })
    expect(contentOf({ ...emptyDraft('a'), mobile: '16500009876', all_right: true })).toEqual({ all_right: true })
    expect(isEmpty({ ...emptyDraft('a'), address: ' ' })).toBe(true)
  })

  it('is the same request when it is sent again, and another one when it was changed meanwhile', () => {
    const newId = ids()
    const first = readyToSend({ ...emptyDraft('a'), mobile: '16500009876' }, newId)
    expect(readyToSend(first, newId).request_id).toBe('a')
    const changed = readyToSend({ ...first, mobile: '16500009877' }, newId)
    expect(changed.request_id).toBe('id-1')
    expect(readyToSend({ ...changed, all_right: true }, newId).request_id).toBe('id-2')
  })

  it('stands in the form again where the request ended unconfirmed, but not where the customer wants none of it', () => {
    const ended = readyToSend({ ...emptyDraft('a'), mobile: '16500009876', address: '水湾区安宁花园3号楼' }, ids())
    const anew = { ...emptyDraft('b'), mobile: '16500009876', address: '水湾区安宁花园3号楼' }
    expect(anewAfter({ reason: 'expired' }, ended, 'b')).toEqual(anew)
    expect(anewAfter({ reason: 'wrong_codes' }, ended, 'b')).toEqual(anew)
    expect(anewAfter(undefined, ended, 'b')).toEqual(anew)
    expect(anewAfter({ reason: 'by_customer' }, ended, 'b')).toEqual(emptyDraft('b'))
    // What was sent is no part of it, also where it is laid over what was kept.
    expect({ ...ended, ...anewAfter(undefined, ended, 'b') }.sent).toBeUndefined()
  })

  it('needs no form where all of it is right', () => {
    expect(stepsOf({ all_right: true })).toEqual(['on_file', 'code', 'done'])
    expect(stepsOf({ all_right: false })).toEqual(['on_file', 'form', 'code', 'done'])
  })
})
