/** What has to be taken down or photographed for a request, by `grid_data/rules/service_items`. */
import type { Schemas } from '../api/client'

export type ServiceRules = Schemas['ServiceItems']
export type Need = ServiceRules['need'][number]

/** What was taken down. */
export interface Said {
  has_policy: boolean
  note: string
  /** By the need's code: a text, a day as ISO writes it, the code of a choice. */
  values: Readonly<Record<string, string>>
  /** The needs of which there are photos. */
  papers: readonly string[]
}

/** In the order in which they are asked for. */
export function needsOf(rules: ServiceRules, item: string): Need[] {
  const codes = rules.item.find(({ code }) => code === item)?.needs ?? []
  return codes.flatMap((code) => rules.need.find((need) => need.code === code) ?? [])
}

/** The codes of those to which nothing was said that counts. */
export const lacking = (needs: Need[], said: Said): string[] => needs.filter((need) => !isMet(need, said)).map(({ code }) => code)

function isMet({ kind, code, choice }: Need, said: Said): boolean {
  const value = (said.values[code] ?? '').trim()
  switch (kind) {
    case 'policy':
      return said.has_policy
    case 'note':
      return said.note.trim() !== ''
    case 'paper':
      return said.papers.includes(code)
    case 'choice':
      return choice.some((one) => one.code === value)
    case 'day':
      return isDay(value)
    case 'text':
      return value !== ''
  }
}

function isDay(value: string): boolean {
  const moment = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === value
}
