/** Edits go to the server one after another, each on what the one before left. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { doEdit, type Act, type EditedPlan } from '../../../api/edits'
import { ProblemError } from '../../../api/problem'
import { cellsQuery, plansQuery, type CellProperties, type City, type Plan } from '../../../api/queries'
import { problemText } from '../../../i18n/problems'
import { tell } from '../../../ui/toast'
import { keepEdited } from './keeping'

/** What the last edit came to, beside how its cells were before it. */
export interface Done {
  act: Act
  before: Map<number, CellProperties>
  edited: EditedPlan
}

export interface Editing {
  run: (act: Act) => void
  isPending: boolean
  /** Why the last one was refused. */
  error: Error | null
  done: Done | undefined
  /** Takes the last refusal off the screen. */
  forget: () => void
}

/** Somebody else was faster: what he left is read. */
const BY_OTHERS = new Set(['plan.changed', 'plan.wrong_status', 'plan.not_found'])

export function useEditing(city: City, plan: Plan, onDone: (done: Done) => void): Editing {
  const queries = useQueryClient()
  const [done, setDone] = useState<Done>()
  const edit = useMutation({
    scope: { id: `edits of ${plan.id}` },
    mutationFn: async (act: Act) => {
      const seen = queries.getQueryData(plansQuery(city.code).queryKey)?.items.find((one) => one.id === plan.id) ?? plan
      const cells = queries.getQueryData(cellsQuery(plan.id, seen.revision).queryKey)?.features ?? []
      const edited = await doEdit(seen, act)
      keepEdited(queries, city, seen, edited)
      return { act, before: new Map(cells.map(({ properties }) => [properties.number, properties])), edited }
    },
    onSuccess: (result) => {
      setDone(result)
      onDone(result)
    },
    onError: (error) => {
      if (!(error instanceof ProblemError) || !BY_OTHERS.has(error.problem.code)) return undefined
      // Where the plan is no draft any more, this page goes, and what it would say with it.
      if (error.problem.code !== 'plan.changed') tell(problemText(error.problem).what)
      return queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey })
    },
  })
  return { run: edit.mutate, isPending: edit.isPending, error: edit.error, done, forget: edit.reset }
}
