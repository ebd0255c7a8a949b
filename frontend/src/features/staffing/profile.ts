/** A specialist's profile: what the form holds, and keeping it with a way back. */
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../../api/client'
import { staffingQuery, type Specialist } from '../../api/desk'
import { problemOf } from '../../api/problem'
import { problemText } from '../../i18n/problems'
import { tell } from '../../ui/toast'

export type Profile = Specialist['profile']
type Said = Omit<Schemas['ProfileIn'], 'revision'>

/** As it is typed; what is empty is left to the staff list. */
export interface Draft {
  languages: string
  grade: string
  share: string
  most: string
  start: string
  last: string
  reason: string
}

/** Typed for somebody who speaks the common language alone, though the list says otherwise. */
const NONE = '无'

export function draftOf(profile: Profile): Draft {
  const kept = (name: string) => profile.kept.includes(name)
  return {
    languages: !kept('languages') ? '' : profile.languages.join('、') || NONE,
    grade: kept('grade') ? String(profile.grade) : '',
    share: kept('working_share') ? String(Math.round(Number(profile.working_share) * 100)) : '',
    most: kept('most_customers') ? String(profile.most_customers) : '',
    start: profile.leave?.start ?? '',
    last: profile.leave?.last ?? '',
    reason: profile.leave?.reason ?? '',
  }
}

function saidBy(draft: Draft): Said {
  const languages = draft.languages
    .split(/[、,，|;；\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== NONE)
  return {
    languages: draft.languages.trim() === '' ? null : languages,
    grade: draft.grade === '' ? null : Number(draft.grade),
    working_share: draft.share.trim() === '' ? null : Number(draft.share) / 100,
    most_customers: draft.most.trim() === '' ? null : Number(draft.most),
    leave: draft.start === '' ? null : { start: draft.start, last: draft.last || null, reason: draft.reason.trim() },
  }
}

export const isShare = (text: string) => text.trim() === '' || (/^\d+$/.test(text.trim()) && Number(text) >= 5 && Number(text) <= 100)
export const isMost = (text: string) => text.trim() === '' || (/^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 1_000_000)

export const isPartTime = ({ working_share }: Profile) => working_share !== null && working_share < 1

const put = (specialist: number, body: Schemas['ProfileIn']) =>
  answered(api.PUT('/api/v1/specialists/{specialist_id}/profile', { params: { path: { specialist_id: specialist } }, body }))

export function useKeeping(city: string, one: Specialist, onKept: () => void) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: staffingQuery(city).queryKey })
  const before = saidBy(draftOf(one.profile))
  return useMutation({
    mutationFn: (draft: Draft) => put(one.specialist_id, { ...saidBy(draft), revision: one.profile.revision }),
    onSuccess: async ({ revision }) => {
      onKept()
      tell(t`${one.name_masked} 的档案已保存。`, () => {
        put(one.specialist_id, { ...before, revision }).then(refresh, (error: unknown) => tell(problemText(problemOf(error)).what))
      })
      await refresh()
    },
    // Somebody else may have changed it: then that is shown beside what was typed.
    onError: refresh,
  })
}
