// Lay a brotli copy beside every asset that gets smaller by it, so that it is made once and not at each request.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

const folder = new URL('../dist/assets/', import.meta.url)
for (const name of readdirSync(folder).filter((one) => /\.(js|css|svg)$/.test(one))) {
  const content = readFileSync(new URL(name, folder))
  const packed = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } })
  if (packed.length < content.length) writeFileSync(new URL(`${name}.br`, folder), packed)
}
