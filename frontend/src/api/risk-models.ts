/** Trained models of lapse risk: what their page reads and sends. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type ModelList = Schemas['ModelList']
export type RiskModel = Schemas['ModelOut']
export type RiskMonth = Schemas['MonthOut']

const TRAINING_MS = 5_000

export const riskModelsQuery = (code: string) =>
  queryOptions({
    queryKey: ['risk-models', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/risk-models', { params: { path: { code } } })),
    // While one is trained the page looks again and again until it is there.
    refetchInterval: ({ state }) => (state.data?.models.some((model) => model.state === 'training') ? TRAINING_MS : false),
  })

export const trainModel = (code: string) => answered(api.POST('/api/v1/cities/{code}/risk-models', { params: { path: { code } } }))

export const approveModel = (code: string, number: number) =>
  answered(api.POST('/api/v1/cities/{code}/risk-models/{number}/approve', { params: { path: { code, number } } }))

export const activateRisk = (code: string, model: number | null, reason: string) =>
  answered(api.POST('/api/v1/cities/{code}/risk-engine', { params: { path: { code } }, body: { model, reason } }))
