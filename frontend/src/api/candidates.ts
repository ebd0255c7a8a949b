/** Candidates for stations: a file of them is taken, or one is added, edited or removed. */
import { answered, api, type Schemas } from './client'
import type { Frame } from './drawn'

export type CandidatesTaken = Schemas['CandidatesTakenOut']
export type CandidateRefusal = Schemas['RefusalOut']
export type NewCandidate = Schemas['NewCandidateIn']
export type CandidateFigures = Schemas['CandidateIn']

export function takeCandidates(city: string, file: File, frame: Frame, check: boolean) {
  const form = new FormData()
  form.append('file', file)
  form.append('frame', frame)
  form.append('check', String(check))
  return answered(
    api.POST('/api/v1/cities/{code}/station-candidates/file', {
      params: { path: { code: city } },
      body: { file: file.name, frame, check },
      bodySerializer: () => form,
    }),
  )
}

export const addCandidate = (code: string, body: NewCandidate) =>
  answered(api.POST('/api/v1/cities/{code}/station-candidates', { params: { path: { code } }, body }))

export const editCandidate = (code: string, station_no: string, body: CandidateFigures) =>
  answered(api.PUT('/api/v1/cities/{code}/station-candidates/{station_no}', { params: { path: { code, station_no } }, body }))

export const removeCandidate = (code: string, station_no: string) =>
  answered(api.DELETE('/api/v1/cities/{code}/station-candidates/{station_no}', { params: { path: { code, station_no } } }))
