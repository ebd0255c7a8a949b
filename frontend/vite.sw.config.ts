/** The service worker, built after everything else: it knows each file of the program. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vite'

const DIST = 'dist'
const sha256 = (name: string) => createHash('sha256').update(readFileSync(`${DIST}/${name}`))
// Names of assets carry a hash of their content. What comes in a file's place, as a proxy's page, is not kept for it.
const files = globSync('**/*.{js,css,html,svg,png,webmanifest}', { cwd: DIST })
  .filter((name) => name !== 'sw.js')
  .map((name) => ({
    url: `/${name}`,
    revision: name.startsWith('assets/') ? null : sha256(name).digest('hex').slice(0, 16),
    integrity: `sha256-${sha256(name).digest('base64')}`,
  }))

export default defineConfig({
  publicDir: false,
  define: { FILES: JSON.stringify(files) },
  build: {
    target: ['chrome123', 'safari17.5', 'firefox120'],
    emptyOutDir: false,
    rolldownOptions: { input: 'src/sw.ts', output: { entryFileNames: 'sw.js', format: 'iife' } },
  },
})
