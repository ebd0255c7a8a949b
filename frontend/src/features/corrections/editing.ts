/** What somebody types into a refused row: kept on the server while he types, and checked there. */
import { t } from '@lingui/core/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { refusedCountsQuery, refusedRowQuery, type RefusedDetail } from '../../api/corrections'
import { count } from '../../i18n/format'
import { tell } from '../../ui/toast'
import { listSaved } from './refusedRows'

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
  const typed = useRef(row.fields)
  const unsaved = useRef<string[]>(undefined)
  const lastSave = useRef(Promise.resolve(true))
  const isGone = useRef(false)
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
      listSaved(queries, importId, saved)
    },
  })
  const show = (values: string[]) => {
    typed.current = values
    setFields(values)
  }
  const save = async (edit: Edit): Promise<boolean> => {
    try {
      await saving.mutateAsync(edit)
      return true
    } catch {
      // What has been typed since is newer.
      unsaved.current ??= edit.fields ?? undefined
      if (isGone.current) tell(t`${row.file} 第 ${count(row.line)} 行的更正没有保存，请回到这一行重新填写。`)
      return false
    }
  }
  const send = (edit: Edit) => {
    clearTimeout(timer.current)
    unsaved.current = undefined
    setWaiting(false)
    lastSave.current = save(edit)
  }
  /** Whether all that was typed is kept now. */
  const flush = () => {
    if (unsaved.current) send({ fields: unsaved.current })
    return lastSave.current
  }
  const flushNow = useEffectEvent(flush)
  useEffect(() => {
    const leave = () => void flushNow()
    isGone.current = false
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      isGone.current = true
      leave()
    }
  }, [])
  return {
    fields,
    saving,
    flush,
    isSaving: isWaiting || saving.isPending,
    type: (values: string[]) => {
      show(values)
      setWaiting(true)
      unsaved.current = values
      clearTimeout(timer.current)
      timer.current = setTimeout(flush, TYPING_MS)
    },
    decide: (edit: Edit) => send({ fields: typed.current, ...edit }),
    restore: () => {
      show(row.delivered)
      send({ fields: null, replaces: false, left_out: false })
    },
    reload: async () => {
      clearTimeout(timer.current)
      unsaved.current = undefined
      lastSave.current = Promise.resolve(true)
      setWaiting(false)
      saving.reset()
      const fresh = await queries.fetchQuery({ ...refusedRowQuery(importId, row.id), staleTime: 0 })
      show(fresh.fields)
    },
  }
}
