// The folders of src look only downwards, in this order; pages may share with pages, but never in a circle.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

// Another src than ours may be named.
const SRC = process.argv[2] ?? join(import.meta.dirname, '..', 'src')
const LAYERS = ['app', 'features', 'map', 'ui', 'sync', 'photos', 'outbox', 'session', 'db', 'i18n', 'rules', 'api', 'address']
// Without code of their own that could look anywhere; `..` is package.json.
const ASIDE = ['styles', '..']
const IMPORT = /(?:\bfrom|\bimport\(|^import)\s*'(\.[^']+)'/gm

/** `features/todo/TodoPage.tsx` is of `features/todo`, all else of its first folder. */
const folderOf = (file) => file.split('/').slice(0, file.startsWith('features/') ? 2 : 1).join('/')
const layerOf = (folder) => LAYERS.indexOf(folder.split('/')[0])

/** Which folder looks into which others, and by which file it does. */
function looksOf(files) {
  const looks = new Map()
  for (const [file, text] of Object.entries(files)) {
    const from = folderOf(file)
    for (const [, target] of text.matchAll(IMPORT)) {
      const to = folderOf(join(dirname(file), target))
      if (to === from || ASIDE.includes(to)) continue
      if (!looks.has(from)) looks.set(from, new Map())
      looks.get(from).set(to, `${file} imports ${target}`)
    }
  }
  return looks
}

/** What is wrong with them, in words. */
function faultsOf(looks) {
  const faults = []
  for (const [from, targets] of looks)
    for (const [to, how] of targets)
      if (layerOf(from) < 0 || layerOf(to) < 0) faults.push(`${from} or ${to} has no place in LAYERS: ${how}`)
      else if (layerOf(to) < layerOf(from)) faults.push(`${from} looks up to ${to}: ${how}`)
  const circle = circleIn(looks)
  return circle ? [...faults, `A circle: ${circle.join('; ')}`] : faults
}

/** The imports of one circle of folders, if there is any. */
function circleIn(looks) {
  const done = new Set()
  const walk = (folder, way, hows) => {
    if (way.includes(folder)) return hows.slice(way.indexOf(folder))
    if (done.has(folder)) return undefined
    for (const [to, how] of looks.get(folder) ?? []) {
      const found = walk(to, [...way, folder], [...hows, how])
      if (found) return found
    }
    done.add(folder)
    return undefined
  }
  for (const folder of looks.keys()) {
    const found = walk(folder, [], [])
    if (found) return found
  }
  return undefined
}

// `main.tsx` puts the program together: it is in no folder.
const files = globSync(`${SRC}/*/**/*.{ts,tsx}`).map((file) => [relative(SRC, file), readFileSync(file, 'utf8')])
const faults = files.length > 0 ? faultsOf(looksOf(Object.fromEntries(files))) : [`Nothing to look at in ${SRC}.`]
for (const fault of faults) console.error(fault)
process.exit(faults.length > 0 ? 1 : 0)
