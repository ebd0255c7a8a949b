// Lighthouse over one page: several runs, of which the middle one counts.
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import desktop from 'lighthouse/core/config/desktop-config.js'

const CATEGORIES = ['performance', 'accessibility']
const METRICS = {
  fcp_ms: 'first-contentful-paint',
  lcp_ms: 'largest-contentful-paint',
  speed_index_ms: 'speed-index',
  tbt_ms: 'total-blocking-time',
  cls: 'cumulative-layout-shift',
}

/** Start a browser; `act` gets a function that measures an address. */
export async function withBrowser(chromePath, act) {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--accept-lang=zh-CN', ...root] })
  try {
    return await act((address, device, cookie, runs) => measure(chrome.port, address, device, cookie, runs))
  } finally {
    chrome.kill()
  }
}

async function measure(port, address, device, cookie, runs) {
  const found = []
  for (let run = 0; run < runs; run += 1) found.push(await once(port, address, device, cookie))
  found.sort((one, other) => one.performance - other.performance)
  return {
    ...found[Math.floor(runs / 2)],
    accessibility: Math.min(...found.map((one) => one.accessibility)),
    runs: found.map((one) => one.performance),
  }
}

async function once(port, address, device, cookie, tries = 2) {
  const flags = { port, logLevel: 'error', onlyCategories: CATEGORIES, extraHeaders: cookie ? { Cookie: cookie } : {} }
  const { lhr } = await lighthouse(address, flags, device === 'desktop' ? desktop : undefined)
  if (lhr.runtimeError) {
    // On a busy machine a recording fails now and then: the advice is to run it again.
    if (tries > 1) return once(port, address, device, cookie, tries - 1)
    throw new Error(`${address}: ${lhr.runtimeError.message}`)
  }
  if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(address).pathname) {
    throw new Error(`${address} led to ${lhr.finalDisplayedUrl}`)
  }
  const scores = Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(lhr.categories[name].score * 100)]))
  const metrics = Object.entries(METRICS).map(([name, audit]) => [name, round(lhr.audits[audit].numericValue)])
  return { ...scores, ...Object.fromEntries(metrics), machine: Math.round(lhr.environment.benchmarkIndex), faults: faults(lhr) }
}

/** What costs the page points, the dearest first. */
function faults(lhr) {
  return CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs)
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .sort((one, other) => lost(lhr, other) - lost(lhr, one))
    .map(({ id }) => [id, lhr.audits[id].displayValue].filter(Boolean).join(' '))
}

function lost(lhr, { id, weight }) {
  return weight * (1 - lhr.audits[id].score)
}

function round(value) {
  return Math.round(value * 1000) / 1000
}
