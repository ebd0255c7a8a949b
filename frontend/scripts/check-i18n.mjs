// Every text of the application has its English, one and the same in all parts, and nothing was left in the catalogs that is no longer used.
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LOCALES = join(import.meta.dirname, '..', 'src', 'i18n', 'locales')
const ENTRY = /^((?:msgctxt ".+"\n)?msgid ".+")\nmsgstr "(.*)"\n(?!")/gm
const read = () => globSync(`${LOCALES}/*/*.po`).toSorted().map((file) => [file, readFileSync(file, 'utf8').replace(/"POT-Creation-Date.*\n/, '')])

const before = read()
execFileSync(process.execPath, ['node_modules/@lingui/cli/dist/lingui.js', 'extract', '--clean'], { stdio: 'ignore' })
const after = read()
if (before.join() !== after.join()) fail('The catalogs are not up to date: run `npm run i18n` and translate what is new.')

const english = new Map()
const faults = []
for (const [file, text] of after.filter(([name]) => name.startsWith(join(LOCALES, 'en'))))
  for (const [, key, words] of text.matchAll(ENTRY)) {
    if (words === '') faults.push(`Without English: ${key} in ${file}`)
    else if (english.has(key) && english.get(key) !== words) faults.push(`Two ways in English: ${key} is “${english.get(key)}” and, in ${file}, “${words}”`)
    english.set(key, words)
  }
if (faults.length > 0) fail(faults.join('\n'))

function fail(reason) {
  console.error(reason)
  process.exit(1)
}
