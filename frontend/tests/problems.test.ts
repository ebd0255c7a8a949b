import { i18n } from '@lingui/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { problemText } from '../src/i18n/problems'
import { en, zh } from './words'

const problem = (code: string, params: Record<string, unknown> = {}) => ({ code, detail: 'said by the server', hint: 'do this', params })

describe('in English', () => {
  beforeEach(() => i18n.loadAndActivate({ locale: 'en', messages: en }))

  test('a lock says for how many minutes, rounded up', () => {
    expect(problemText(problem('sign_in.locked', { retry_after_s: 61 })).todo).toBe('Try again in 2 minutes.')
  })
  test('an unknown code shows what the server says', () => {
    expect(problemText(problem('new.code'))).toEqual({ what: 'said by the server', todo: 'do this' })
  })
  test('files that cannot be read are all named, each with its reason', () => {
    const problems = [
      { ...problem('intake.empty', { file: 'a.csv' }), file: 'a.csv' },
      { ...problem('import.missing_columns', { file: 'b.csv', columns: ['保单号', '险种代码'] }), file: 'b.csv' },
    ]
    const { what } = problemText(problem('import.unreadable', { problems }))
    expect(what).toContain('a.csv is empty.')
    expect(what).toContain('b.csv lacks required columns: 保单号、险种代码.')
  })
  test('a status without a problem is named', () => expect(problemText(problem('http.502')).what).toContain('502'))
})

test('the same problem in Chinese', () => {
  i18n.loadAndActivate({ locale: 'zh', messages: zh })
  expect(problemText(problem('grid.too_many_cells', { places: 1900 })).todo).toBe('最多可以划 1,900 格。')
})
