/** Taking a move back, and reading anew what it touches. */
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { seatBoardQuery, seatMovesQuery, undoMove } from '../../api/seats'
import { tell } from '../../ui/toast'

export function useUndoing(city: string) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const readAgain = () => Promise.all([queries.invalidateQueries(seatBoardQuery(city)), queries.invalidateQueries(seatMovesQuery(city))])
  const undo = useMutation({
    mutationFn: undoMove,
    onSuccess: ({ back, kept }) => tell(kept > 0 ? t`已撤销 ${back} 位；${kept} 位已被领取或另行调派，保持不变。` : t`已撤销 ${back} 位。`),
    onSettled: readAgain,
  })
  return { undo, readAgain }
}
