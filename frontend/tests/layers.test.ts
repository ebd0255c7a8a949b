import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** What the check says about a `src` with these files; nothing when all is well. */
function saidOf(files: Record<string, string>): string {
  const src = mkdtempSync(join(tmpdir(), 'layers-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(src, dirname(name)), { recursive: true })
      writeFileSync(join(src, name), text)
    }
    const { status, stderr } = spawnSync(process.execPath, ['scripts/check-layers.mjs', src], { encoding: 'utf8' })
    expect(status === 0).toBe(stderr === '')
    return stderr
  } finally {
    rmSync(src, { recursive: true })
  }
}

const visit = "import { Dues } from '../customer/Dues'\nimport { day } from '../../i18n/format'\n"

test('a page may take from another, and everybody from below', () => {
  expect(saidOf({ 'features/visit/Visit.tsx': visit, 'ui/Section.tsx': "import '../styles/ui.css'\n" })).toBe('')
})

test('two pages that take from each other are a circle, also by an import that comes later', () => {
  const back = "void import('../visit/Visit')\n"
  expect(saidOf({ 'features/visit/Visit.tsx': visit, 'features/customer/Dues.tsx': back })).toContain('A circle')
})

test('what is below does not look up', () => {
  expect(saidOf({ 'ui/Section.tsx': "import type { Colouring } from '../features/grid/colouring'\n" })).toContain('ui looks up to features/grid')
})

test('a folder without a place is told', () => {
  expect(saidOf({ 'helpers/text.ts': "import { day } from '../i18n/format'\n" })).toContain('helpers or i18n has no place')
})
