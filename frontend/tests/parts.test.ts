import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { memory } from './memory'

/** What the check says about a `src` whose page says words of `risk` by way of another file. */
function saidOf(router: string, page = "import { state } from '../../i18n/risk-words'\n"): string {
  const src = mkdtempSync(join(tmpdir(), 'parts-'))
  const files = {
    'main.tsx': "import { router } from './app/router'\n",
    'app/router.tsx': router,
    'features/risk/ModelsPage.tsx': page,
    'i18n/risk-words.ts': '',
    'i18n/locales/zh/risk.po': '#: src/i18n/risk-words.ts\nmsgid "训练中"\nmsgstr "训练中"\n',
  }
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(src, dirname(name)), { recursive: true })
      writeFileSync(join(src, name), text)
    }
    const { status, stderr } = spawnSync(process.execPath, ['scripts/check-parts.mjs', src], { encoding: 'utf8' })
    expect(status === 0).toBe(stderr === '')
    return stderr
  } finally {
    rmSync(src, { recursive: true })
  }
}

const page = "() => import('../features/risk/ModelsPage')"

test('a page names the parts whose words it says', () => {
  expect(saidOf(`withWords(${page}, 'risk')\n`)).toBe('')
  expect(saidOf(`withWords(${page})\n`)).toContain('ModelsPage needs the words of risk, which i18n/risk-words.ts says')
  expect(saidOf(`withWords(${page}, 'risk', 'grid')\n`)).toContain('ModelsPage says no words of grid')
})

test('what comes without its words is told, types aside', () => {
  expect(saidOf(`lazy(${page})\n`)).toContain('i18n/risk-words.ts says words of risk at the start')
  expect(saidOf(`lazy(${page})\n`, "import type { State } from '../../i18n/risk-words'\n")).toBe('')
})

beforeEach(() => {
  vi.stubGlobal('localStorage', memory())
  vi.stubGlobal('document', { documentElement: { lang: '' } })
})

test('a page has its words in the language that is read, before and after it is changed', async () => {
  const { activate, withWords } = await import('../src/i18n')
  const { modelStateWord } = await import('../src/i18n/risk-words')
  await activate('zh')
  await withWords(async () => 'page', 'risk')()
  expect(modelStateWord('failed')).toBe('训练失败')
  await activate('en')
  expect(modelStateWord('failed')).toBe('Training failed')
})

test('words that come with a page draw nothing anew that is there', async () => {
  const { activate, withWords } = await import('../src/i18n')
  const { i18n } = await import('@lingui/core')
  await activate('zh')
  let told = 0
  const stop = i18n.on('change', () => (told += 1))
  await withWords(async () => 'page', 'cockpit', 'seat')()
  expect(told).toBe(0)
  await activate('en')
  expect(told).toBe(1)
  stop()
})

test('a page that comes while the language is changed has its words in both', async () => {
  const { activate, withWords } = await import('../src/i18n')
  const { eventStateWord } = await import('../src/i18n/event-words')
  await activate('zh')
  const changed = activate('en')
  await withWords(async () => 'page', 'work')()
  await changed
  const english = eventStateWord('open')
  await activate('zh')
  expect(english).not.toBe(eventStateWord('open'))
})
