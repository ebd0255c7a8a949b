/** A draft on this device: what is typed is kept in the tab until it is saved. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changeCard, type Card } from '../../api/cards'
import { contentOf, draftOf, type CardDraft } from './draft'

export function useEditing(city: string, card: Card) {
  const queries = useQueryClient()
  const key = `gridward.card.${city}.${card.version}`
  const [draft, setDraft] = useState(() => kept(key) ?? draftOf(card))
  const { content, unread } = contentOf(draft)
  const saved = draftOf(card)
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved)
  const put = (next: CardDraft) => {
    sessionStorage.setItem(key, JSON.stringify(next))
    setDraft(next)
  }
  const save = useMutation({
    mutationFn: () => changeCard(city, card.version, { name: draft.name, content, revision: card.revision }),
    onSuccess: (next) => {
      sessionStorage.removeItem(key)
      setDraft(draftOf(next))
      queries.setQueryData(['cards', city, card.version], next)
      return queries.invalidateQueries({ queryKey: ['cards', city], exact: true })
    },
    onError: () => queries.invalidateQueries({ queryKey: ['cards', city, card.version], exact: true }),
  })
  return {
    draft,
    put,
    save,
    unread,
    isChanged,
    giveUp: () => {
      sessionStorage.removeItem(key)
      save.reset()
      setDraft(saved)
    },
  }
}

function kept(key: string): CardDraft | undefined {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return found === null ? undefined : (found as CardDraft)
  } catch {
    return undefined
  }
}
