/** What can be undone and redone, in words. */
import { useLingui } from '@lingui/react'
import { useQuery } from '@tanstack/react-query'
import { editsQuery, type EditHistory } from '../../../api/edits'
import type { Plan } from '../../../api/queries'
import { stepWord } from '../../../i18n/edit-words'

const NOTHING: EditHistory = { edits: [], undo: null, redo: null }

export const useSteps = (plan: Plan): EditHistory => useQuery(editsQuery(plan.id, plan.revision)).data ?? NOTHING

export function useStepWords(plan: Plan): { undo: string | undefined; redo: string | undefined } {
  useLingui()
  const { undo, redo } = useSteps(plan)
  return { undo: undo ? stepWord(undo) : undefined, redo: redo ? stepWord(redo) : undefined }
}
