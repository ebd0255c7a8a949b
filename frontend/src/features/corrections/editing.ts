/** What somebody types into a refused row: kept on the server while he types, and checked there. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { refusedCountsQuery, refusedRowQuery, type RefusedDetail } from '../../api/corrections'

type Edit = Partial<Omit<Schemas['EditIn'], 'revision'>>

const TYPING_MS = 500
const KEPT_ALIVE = 16_000

/** Saves of an import and its delivery go one after the other: each builds on what the one before has made. */
export const correctionScope = (importId: string) => ({ id: `corrections ${importId}` })

export function useEditing(importId: string, row: RefusedDetail) {
  const queries = useQueryClient()
  const { queryKey } = refusedRowQuery(importId, row.id)
  const [fields, setFields] = useState(row.fields)
  const [isWaiting, setWaiting] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const unsaved = useRef<string[]>(undefined)
  const saving = useMutation({
    scope: correctionScope(importId),
    mutationFn: (edit: Edit) => {
      const { replaces, left_out, revision, ...known } = queries.getQueryData(queryKey) ?? row
      return answered(
        api.PUT('/api/v1/imports/{import_id}/refused/{row_id}', {
          params: { path: { import_id: importId, row_id: row.id } },
          body: { fields: known.fields, replaces, left_out, revision, ...edit },
          // Somebody may close the window before the answer is there. Browsers do this for short bodies only.
          keepalive: JSON.stringify(edit).length < KEPT_ALIVE,
        }),
      )
    },
    onSuccess: (saved) => {
      queries.setQueryData(queryKey, saved)
      void queries.invalidateQueries({ queryKey: refusedCountsQuery(importId).queryKey })
      void queries.invalidateQueries({ queryKey: ['refused', importId] })
    },
  })
  const send = (edit: Edit) => {
    clearTimeout(timer.current)
    unsaved.current = undefined
    setWaiting(false)
    saving.mutate(edit)
  }
  const flush = () => {
    if (unsaved.current) send({ fields: unsaved.current })
  }
  const flushNow = useEffectEvent(flush)
  useEffect(() => {
    const leave = () => flushNow()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
  return {
    fields,
    saving,
    flush,
    isSaving: isWaiting || saving.isPending,
    type: (typed: string[]) => {
      setFields(typed)
      setWaiting(true)
      unsaved.current = typed
      clearTimeout(timer.current)
      timer.current = setTimeout(flush, TYPING_MS)
    },
    decide: (edit: Edit) => send({ fields: unsaved.current ?? fields, ...edit }),
    restore: () => {
      setFields(row.delivered)
      send({ fields: null, replaces: false, left_out: false })
    },
    reload: async () => {
      clearTimeout(timer.current)
      unsaved.current = undefined
      setWaiting(false)
      saving.reset()
      const fresh = await queries.fetchQuery({ ...refusedRowQuery(importId, row.id), staleTime: 0 })
      setFields(fresh.fields)
    },
  }
}
