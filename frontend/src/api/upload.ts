/** Delivering files with progress, which fetch cannot tell. */
import type { Schemas } from './client'
import { isProblem, ProblemError } from './problem'

export function uploadDelivery(
  city: string,
  files: File[],
  onProgress: (share: number) => void,
): Promise<Schemas['ImportOut']> {
  const body = new FormData()
  for (const file of files) body.append('files', file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/cities/${encodeURIComponent(city)}/imports`)
    request.responseType = 'json'
    request.upload.addEventListener('progress', (event) => onProgress(event.total ? event.loaded / event.total : 0))
    request.addEventListener('error', () => reject(new TypeError('upload failed')))
    request.addEventListener('load', () => {
      const answer: unknown = request.response
      if (request.status === 201) resolve(answer as Schemas['ImportOut'])
      else if (isProblem(answer)) reject(new ProblemError(answer, request.status))
      else reject(new ProblemError({ code: `http.${request.status}`, detail: request.statusText, hint: '', params: {} }, request.status))
    })
    request.send(body)
  })
}
