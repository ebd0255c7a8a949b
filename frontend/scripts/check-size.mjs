// What a browser loads, gzipped, and what a tablet keeps, as it lies there, against the limits that we set ourselves.
import { globSync, readFileSync, statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const KIB = 1024
const LIMITS = { start: 150 * KIB, map: 490 * KIB, kept: 4096 * KIB }

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

function withImports(name, found = new Set()) {
  if (found.has(name)) return found
  found.add(name)
  for (const next of manifest[name].imports ?? []) withImports(next, found)
  return found
}

function size(names) {
  const files = [...names].map((name) => manifest[name].file).filter((file) => file.endsWith('.js'))
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0)
}

const start = withImports('index.html')
const words = (part) => withImports(Object.keys(manifest).find((name) => name.endsWith(`locales/zh/${part}.po`)))
const first = new Set([...start, ...words('start')])
const page = Object.keys(manifest).find((name) => name.endsWith('grid/GridPage.tsx'))
const drawn = Object.keys(manifest).find((name) => name.endsWith('map/DrawnMap.tsx'))
const map = [...new Set([...withImports(page), ...withImports(drawn), ...words('grid'), ...words('work')])].filter((name) => !first.has(name))
const worker = readFileSync(new URL(`assets/${workerName()}`, dist))

function workerName() {
  const name = JSON.stringify(manifest).match(/maplibre-gl-worker-[\w-]+\.js/)
  if (name) return name[0]
  const chunk = map.map((one) => readFileSync(new URL(manifest[one].file, dist), 'utf8')).join()
  return chunk.match(/maplibre-gl-worker-[\w-]+\.js/)[0]
}

const kept = globSync('**/*.{js,css,html,svg,png,webmanifest}', { cwd: dist }).reduce((sum, name) => sum + statSync(new URL(name, dist)).size, 0)
const sizes = { start: size(first), map: size(map) + gzipSync(worker).length, kept }
let failed = false
for (const [name, limit] of Object.entries(LIMITS)) {
  const fits = sizes[name] <= limit
  failed ||= !fits
  console.log(`${name.padEnd(6)} ${(sizes[name] / KIB).toFixed(0).padStart(4)} KiB of ${limit / KIB} KiB${fits ? '' : '  TOO LARGE'}`)
}
process.exit(failed ? 1 : 0)
