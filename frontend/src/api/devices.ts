/** The tablets of specialists, for whoever leads them. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type TabletRow = Schemas['TabletOut']
export type TabletState = Schemas['TabletDecisionIn']['state']

export const devicesQuery = (code: string) =>
  queryOptions({
    queryKey: ['devices', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/devices', { params: { path: { code } } })),
  })

export function decideDevice(id: string, state: TabletState): Promise<unknown> {
  return answered(api.PUT('/api/v1/devices/{device_id}/state', { params: { path: { device_id: id } }, body: { state } }))
}
