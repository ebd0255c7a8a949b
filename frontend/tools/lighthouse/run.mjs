// Lighthouse over the pages that people look at all day, in their names; ends with 1 where one is below its limit.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { withDemo } from './demo.mjs'
import { withBrowser } from './measure.mjs'
import { LIMITS, PAGES } from './pages.mjs'
import { signIn } from './session.mjs'

const HELP = `scripts/lighthouse [--url ADDRESS --password PASSWORD] [--page NAME ...] [--runs COUNT] [--json FILE]

Without --url it starts a small demo of its own. Of the runs of a page (3) the middle one counts.
Pages: ${PAGES.map(({ name }) => name).join(', ')}`

const { values: asked } = parseArgs({
  options: {
    url: { type: 'string' },
    password: { type: 'string' },
    page: { type: 'string', multiple: true },
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const runs = Number(asked.runs)
const pages = PAGES.filter(({ name }) => !asked.page || asked.page.includes(name))
if (asked.help || !(runs >= 1) || !pages.length || Boolean(asked.url) !== Boolean(asked.password)) {
  console.log(HELP)
  process.exit(asked.help ? 0 : 2)
}

const root = fileURLToPath(new URL('../../../', import.meta.url))
const chromium = execFileSync(`${root}scripts/browser`, { encoding: 'utf8' }).trim()
const found = await measured().catch((error) => {
  console.error(error.message)
  process.exit(2)
})
if (asked.json) writeFileSync(asked.json, `${JSON.stringify({ made_on: new Date().toISOString(), limits: LIMITS, pages: found }, null, 2)}\n`)
process.exit(found.every(({ reached }) => reached) ? 0 : 1)

function measured() {
  if (!asked.url) return withDemo(`${root}.venv/bin/gridward`, measureAll)
  return measureAll({ url: asked.url.replace(/\/$/, ''), password: asked.password })
}

async function measureAll({ url, password }) {
  const sessions = new Map([[null, { cookie: '', read: null }]])
  const results = []
  row('page', 'device', 'performance', 'runs', 'access.', 'FCP', 'LCP', 'TBT', 'CLS', 'machine')
  await withBrowser(chromium, async (measure) => {
    for (const { name, login, device, path } of pages) {
      if (!sessions.has(login)) sessions.set(login, await signIn(url, login, password))
      const { cookie, read } = sessions.get(login)
      const result = await measure(url + (await path(read)), device, cookie, runs)
      results.push({ name, device, login, reached: tell(name, device, result), ...result })
    }
  })
  return results
}

/** Print a page's line, and what costs it points where it is below a limit; whether it reaches all limits. */
function tell(name, device, result) {
  const limits = LIMITS[device]
  const reached = Object.keys(limits).every((category) => result[category] >= limits[category])
  row(
    name, device, `${result.performance} of ${limits.performance}`, result.runs.join(' '),
    `${result.accessibility} of ${limits.accessibility}`,
    `${(result.fcp_ms / 1000).toFixed(1)} s`, `${(result.lcp_ms / 1000).toFixed(1)} s`, `${Math.round(result.tbt_ms)} ms`,
    result.cls.toFixed(3), result.machine,
  )
  if (!reached) console.log(`          BELOW: ${result.faults.join('; ')}`)
  return reached
}

function row(name, device, performance, ...rest) {
  const widths = [12, 11, 7, 7, 8, 7, 7]
  console.log([name.padEnd(10), device.padEnd(8), performance.padEnd(12), ...rest.map((text, at) => String(text).padEnd(widths[at] ?? 0))].join(' '))
}
