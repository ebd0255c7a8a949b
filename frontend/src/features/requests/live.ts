/** News for a seat: the queue in figures, and what became of the visits that he asked for. What they touch is read again. */
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { SeatNews } from '../../api/desk'
import { useStream } from '../../api/events'
import { requestStateWord } from '../../i18n/work'
import { useMay } from '../../session/may'
import { tell } from '../../ui/toast'

export function useSeatNews(city: string): void {
  const { t } = useLingui()
  const queries = useQueryClient()
  const known = useRef<Map<string, string>>(null)
  useStream<SeatNews>(`/api/v1/seat/events?city=${encodeURIComponent(city)}`, 'seat', useMay('call') && city !== '', (news) => {
    const before = known.current
    known.current = new Map(news.requests.map((request) => [request.id, request.state]))
    void queries.invalidateQueries({ queryKey: ['queue', city] })
    // What comes first is how things stand, no news.
    if (before === null) return
    const changed = news.requests.filter((request) => before.get(request.id) !== request.state)
    if (changed.length === 0) return
    for (const { id, name_masked, state } of changed) if (before.has(id)) tell(t`${name_masked} 的上门请求：${requestStateWord(state)}。`)
    for (const key of ['requests', 'customer']) void queries.invalidateQueries({ queryKey: [key] })
  })
}
