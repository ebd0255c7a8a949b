import { decodeQR } from 'qr/decode.js'
import { encodeQR } from 'qr'
import { describe, expect, test } from 'vitest'
import type { MyEvent } from '../src/api/activities'
import { judged, plainCode, spokenCode } from '../src/features/events/door'

const CODE = 'AB12CDEF5678'
const guest = (code: string, state: MyEvent['door'][number]['state']) => ({ code, name_masked: '陈**', persons: 2, state })
const event = { code: 'AB12', title: '讲座', door: [guest(CODE, 'signed_up'), guest('AB12WAJT0000', 'waiting'), guest('AB12CAME0000', 'attended')] } as unknown as MyEvent
const other = { code: 'ZZ99', title: '家庭日', door: [] } as unknown as MyEvent
const look = (typed: string, came: string[] = []) => judged(typed, event, [event, other], new Set(came))

describe('a code at the door', () => {
  test('is read however it is typed', () => {
    expect(plainCode(' ab12-cdef 5678')).toBe(CODE)
    expect(plainCode('ABI2CDEFS678')).toBe('AB12CDEFS678')
    expect(plainCode('oblivion')).toBeUndefined()
    expect(plainCode(spokenCode(CODE))).toBe(CODE)
  })

  test('lets in who has signed up, once', () => {
    expect(look(CODE)).toMatchObject({ kind: 'comes', guest: { persons: 2 } })
    expect(look(CODE, [CODE]).kind).toBe('came')
    expect(look('AB12CAME0000').kind).toBe('came')
    expect(look('AB12WAJT0000').kind).toBe('waits')
  })

  test('of another event, of nobody, or of nothing is told apart', () => {
    expect(look('ZZ99CDEF5678')).toEqual({ kind: 'other', title: '家庭日' })
    expect(look('YY99CDEF5678')).toEqual({ kind: 'other', title: undefined })
    expect(look('AB12CDEF0000').kind).toBe('unknown')
    expect(look('https://example.org').kind).toBe('unreadable')
  })

  test('is read back from the picture that shows it, also where it lies askew in grey', () => {
    expect(decodeQR(picture(CODE))).toBe(CODE)
  })
})

/** The code as a camera sees it: somewhat turned, on grey, with noise. */
function picture(code: string) {
  const modules = encodeQR(code, 'raw', { ecc: 'medium' })
  const [width, height, size, turn] = [320, 240, 7, 0.12]
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [(at % width) - width / 2, Math.floor(at / width) - height / 2]
    const column = Math.floor((x * Math.cos(turn) + y * Math.sin(turn)) / size + modules.length / 2)
    const row = Math.floor((y * Math.cos(turn) - x * Math.sin(turn)) / size + modules.length / 2)
    const isDark = modules[row]?.[column] ?? false
    data.fill((isDark ? 60 : 200) + ((at * 7919) % 20), at * 4, at * 4 + 3)
    data[at * 4 + 3] = 255
  }
  return { width, height, data }
}
