// Every page and dialog that comes later brings the parts of the words that it says, and no others.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

// Another src than ours may be named.
const SRC = process.argv[2] ?? join(import.meta.dirname, '..', 'src')
const WITH_WORDS = /withWords\(\(\) => import\('(\.[^']+)'\)(?:, )?([^)]*)\)/g
const IMPORT = /(?:\bfrom|\bimport\(|^import)\s*'(\.[^']+)'/gm
const OF_TYPES = /^import type .*$/gm
const ORIGIN = /^#: src\/(\S+)/gm

const texts = new Map(globSync(`${SRC}/**/*.{ts,tsx}`).map((file) => [relative(SRC, file), readFileSync(file, 'utf8')]))
const partOf = new Map()
for (const file of globSync(`${SRC}/i18n/locales/zh/*.po`)) {
  const part = file.match(/([\w-]+)\.po$/)[1]
  for (const [, origin] of readFileSync(file, 'utf8').matchAll(ORIGIN)) partOf.set(origin, part)
}

function fileOf(from, target) {
  const path = join(dirname(from), target)
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((file) => texts.has(file))
}

/** Of each part that is said from here on, a file that says it. What comes later with words of its own is left out. */
function partsSaidFrom(file, found = new Map(), seen = new Set()) {
  if (!file || seen.has(file)) return found
  seen.add(file)
  const part = partOf.get(file)
  if (part && part !== 'start') found.set(part, file)
  const text = texts.get(file).replace(OF_TYPES, '').replace(WITH_WORDS, '')
  for (const [, target] of text.matchAll(IMPORT)) partsSaidFrom(fileOf(file, target), found, seen)
  return found
}

const faults = []
for (const [part, file] of partsSaidFrom('main.tsx')) faults.push(`${file} says words of ${part} at the start: load it by withWords`)
for (const [from, text] of texts)
  for (const [, target, parts] of text.matchAll(WITH_WORDS)) {
    const named = new Set(parts.match(/\w+/g))
    const said = partsSaidFrom(fileOf(from, target))
    for (const [part, file] of said) if (!named.has(part)) faults.push(`${from}: ${target} needs the words of ${part}, which ${file} says`)
    for (const part of named) if (!said.has(part)) faults.push(`${from}: ${target} says no words of ${part}`)
  }
for (const fault of faults) console.error(fault)
process.exit(faults.length > 0 || texts.size === 0 ? 1 : 0)
