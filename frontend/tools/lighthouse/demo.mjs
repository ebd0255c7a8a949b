// A demo city of our own, in a data folder that is gone afterwards.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

// As many customers a cell as the demo's own size has.
const CITY = ['--customers', '12000', '--cells', '6']

/** Start it; `act` gets its address and the password of its people. */
export async function withDemo(gridward, act) {
  const folder = mkdtempSync(join(tmpdir(), 'gridward-lighthouse-'))
  // The database runs as another user where this runs as root.
  chmodSync(folder, 0o755)
  const { DATABASE_URL, GRIDWARD_DATABASE_URL, GRIDWARD_KEY_FILE, ...environment } = process.env
  const demo = spawn(gridward, ['demo', '--port', '0', ...CITY], {
    env: { ...environment, GRIDWARD_DATA_DIR: folder, GRIDWARD_LOG_LEVEL: 'WARNING', PYTHONUNBUFFERED: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(demo, 'exit')
  try {
    return await act(await ready(demo.stdout))
  } finally {
    demo.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

async function ready(output) {
  let said = ''
  for await (const line of createInterface({ input: output })) {
    said += `${line}\n`
    if (!line.includes('Ctrl+C')) continue
    return { url: said.match(/http:\S+/)[0], password: said.match(/password (\S+)/)[1] }
  }
  throw new Error(`The demo did not start:\n${said}`)
}
