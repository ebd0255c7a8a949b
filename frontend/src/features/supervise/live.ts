/** The board, live: each event is the whole of it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useStream } from '../../api/events'
import { seatBoardQuery, type SeatBoard } from '../../api/seats'

export function useSeatBoard(city: string) {
  const queries = useQueryClient()
  useStream<SeatBoard>(`/api/v1/cities/${encodeURIComponent(city)}/seats/events`, 'board', city !== '', (board) => {
    queries.setQueryData(seatBoardQuery(city).queryKey, board)
  })
  return useQuery(seatBoardQuery(city))
}
