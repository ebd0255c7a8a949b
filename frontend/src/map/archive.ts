/** A city's map as the library reads it: out of the whole archive where the device keeps it, else in pieces from the server. */
import { EtagMismatch, FetchSource, type RangeResponse, type Source } from 'pmtiles'
import { keptBasemaps } from '../api/basemaps'

interface Whole {
  bytes: Blob
  etag: string | undefined
}

export class Archive implements Source {
  readonly #url: string
  readonly #pieces: FetchSource
  #whole: Whole | undefined

  constructor(url: string) {
    this.#url = url
    this.#pieces = new FetchSource(url)
  }

  getKey(): string {
    return this.#url
  }

  async getBytes(offset: number, length: number, signal?: AbortSignal, etag?: string): Promise<RangeResponse> {
    // Where the device cannot read what it keeps, there is still the server.
    const whole = (this.#whole ??= await kept(this.#url).catch(() => undefined))
    if (!whole) return this.#pieces.getBytes(offset, length, signal, etag)
    // What was read before came from the server, which has another one: the library begins anew.
    if (etag && whole.etag && etag !== whole.etag) throw new EtagMismatch(`${this.#url} is kept as ${whole.etag}`)
    const data = await whole.bytes.slice(offset, offset + length).arrayBuffer()
    return whole.etag ? { data, etag: whole.etag } : { data }
  }
}

async function kept(url: string): Promise<Whole | undefined> {
  const answer = await (await keptBasemaps())?.match(url)
  return answer && { bytes: await answer.blob(), etag: answer.headers.get('etag') ?? undefined }
}
