/** Figures of premium stay true while somebody looks at them: after each debit file, import and run of the day they are read again. */
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { PremiumNews } from '../../api/collection'
import { useStream } from '../../api/events'

export function usePremiumNews(code: string): void {
  const queries = useQueryClient()
  const known = useRef(false)
  useStream<PremiumNews>(`/api/v1/cities/${encodeURIComponent(code)}/cockpit/events`, 'premiums', code !== '', () => {
    // What comes first is how things stand, no news.
    if (known.current) for (const key of ['cockpit', 'cockpit-rows']) void queries.invalidateQueries({ queryKey: [key, code] })
    known.current = true
  })
}
