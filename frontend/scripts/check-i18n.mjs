// Every text of the application has its English, and nothing was left in the catalogs that is no longer used.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const file = (locale) => new URL(`../src/i18n/locales/${locale}/messages.po`, import.meta.url)
const read = () => ['zh', 'en'].map((locale) => readFileSync(file(locale), 'utf8').replace(/"POT-Creation-Date.*\n/, ''))

const before = read()
execFileSync(process.execPath, ['node_modules/@lingui/cli/dist/lingui.js', 'extract', '--clean'], { stdio: 'ignore' })
const after = read()
if (before.join() !== after.join()) fail('The catalogs are not up to date: run `npm run i18n` and translate what is new.')

const [, english] = after
const missing = [...english.matchAll(/^msgid "(.+)"\nmsgstr ""\n(?!")/gm)].map((match) => match[1])
if (missing.length > 0) fail(`Without English:\n  ${missing.join('\n  ')}`)

function fail(reason) {
  console.error(reason)
  process.exit(1)
}
