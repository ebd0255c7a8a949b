/** Plans that were drawn in a map program: a file is examined, and stored as a draft. */
import { answered, api, type Schemas } from './client'

export type DrawnReport = Schemas['DrawnReportOut']
export type DrawnFinding = Schemas['DrawnFindingOut']
export type Frame = Schemas['Frame']

export interface DrawnOrder {
  file: File
  frame: Frame
  /** Gaps and overlaps up to this width go to a neighbour, in metres. */
  heal: number
  pool: Schemas['Pool']
}

export const checkDrawn = (city: string, order: DrawnOrder) => answered(api.POST('/api/v1/cities/{code}/drawn-plans/check', sent(city, order)))

export const storeDrawn = (city: string, order: DrawnOrder) => answered(api.POST('/api/v1/cities/{code}/drawn-plans', sent(city, order)))

function sent(city: string, { file, frame, heal, pool }: DrawnOrder) {
  const form = new FormData()
  form.append('file', file)
  form.append('frame', frame)
  form.append('heal_m', String(heal))
  form.append('pool', pool)
  return {
    params: { path: { code: city } },
    body: { file: file.name, frame, heal_m: heal, pool },
    bodySerializer: () => form,
  }
}
