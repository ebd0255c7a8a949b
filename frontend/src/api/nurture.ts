/** The programme between dues: what its page reads. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type Nurture = Schemas['NurturePage']
export type Programme = Schemas['ProgrammeOut']
export type Occasion = Schemas['OccasionOut']
export type Measure = Schemas['MeasureOut']
export type MeasureRow = Schemas['MeasureRow']
export type Night = Schemas['NightOut']
export type PreviewStep = Schemas['PreviewStep']

export const nurtureQuery = (code: string) =>
  queryOptions({
    queryKey: ['nurture', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/nurture', { params: { path: { code } } })),
  })

export const tonightQuery = (code: string) =>
  queryOptions({
    queryKey: ['nurture', code, 'tonight'],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/nurture/preview', { params: { path: { code } } })),
  })
