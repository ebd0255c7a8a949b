/** Sending a new or a changed event. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { eventQuery, type Event, type EventIn } from '../../api/activities'
import { answered, api } from '../../api/client'

export function useSaving(city: string, event: Event | undefined, onSaved: (event: Event) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ body, revision }: { body: EventIn; revision: number }) =>
      event
        ? answered(api.PUT('/api/v1/events/{event_id}', { params: { path: { event_id: event.event_id } }, body: { ...body, revision } }))
        : answered(api.POST('/api/v1/cities/{code}/events', { params: { path: { code: city } }, body })),
    onSuccess: async (saved) => {
      queries.setQueryData(eventQuery(saved.event_id).queryKey, saved)
      onSaved(saved)
      await queries.invalidateQueries({ queryKey: ['events'] })
    },
  })
}
