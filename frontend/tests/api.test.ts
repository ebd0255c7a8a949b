import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { boundsOf, positionsOf } from '../src/map/bounds'
import { problemOf, ProblemError } from '../src/api/problem'

test('the types are those of the description', () => {
  const hash = createHash('sha256').update(readFileSync('openapi.json')).digest('hex')
  expect(readFileSync('src/api/schema.d.ts', 'utf8')).toContain(`sha256 ${hash}`)
})

test('a fetch that fails by itself is a server out of reach', () => {
  expect(problemOf(new TypeError('Failed to fetch')).code).toBe('network')
  const problem = { code: 'plan.not_found', detail: '', hint: '', params: {} }
  expect(problemOf(new ProblemError(problem, 404))).toBe(problem)
})

test('bounds hold every ring of every part', () => {
  const square = (x: number) => [[x, 0], [x + 1, 0], [x + 1, 1], [x, 0]]
  const shape: GeoJSON.MultiPolygon = { type: 'MultiPolygon', coordinates: [[square(0)], [square(5)]] }
  expect(boundsOf(positionsOf(shape))).toEqual([0, 0, 6, 1])
  expect(boundsOf([])).toBeUndefined()
})
