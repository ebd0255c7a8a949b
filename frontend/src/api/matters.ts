/** What calls left to be done: requests, and suspicions of organised surrender. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type Matter = Schemas['MatterOut']
export type MatterDecision = Schemas['MatterDecision']

const WAITING: Matter['state'][] = ['open', 'looked_at']
const DECIDED: Matter['state'][] = ['confirmed', 'dismissed']
const EVERY_MS = 60_000
const firstPage = null as string | null

export const mattersQuery = (code: string, decided: boolean) =>
  infiniteQueryOptions({
    queryKey: ['matters', code, decided],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/cities/{code}/matters', { params: { path: { code }, query: { state: decided ? DECIDED : WAITING, cursor: pageParam } } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
    refetchInterval: EVERY_MS,
  })

export const decideMatter = (matter: string, body: MatterDecision) => answered(api.PUT('/api/v1/matters/{matter_id}', { params: { path: { matter_id: matter } }, body }))
