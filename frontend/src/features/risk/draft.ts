/** A card while it is edited: as typed, so that nothing is lost while a number is half written. */
import type { Card, CardContent } from '../../api/cards'

export interface BinDraft {
  /** None for the last one, which holds the rest. */
  below: string | null
  points: string
}

export interface FeatureDraft {
  name: string
  missing: string
  bins: BinDraft[]
  values: [word: string, points: string][]
}

export interface CardDraft {
  name: string
  intercept: string
  scale: string
  tiers: { name: string; from: string }[]
  features: FeatureDraft[]
}

export function draftOf({ name, content }: Pick<Card, 'name' | 'content'>): CardDraft {
  return {
    name: name ?? '',
    intercept: String(content.intercept),
    scale: String(content.scale),
    tiers: content.tiers.map((tier) => ({ name: tier.name, from: String(tier.from) })),
    features: content.features.map((feature) => ({
      name: feature.name,
      missing: String(feature.missing ?? 0),
      bins: (feature.bins ?? []).map((bin) => ({ below: bin.below === null || bin.below === undefined ? null : String(bin.below), points: String(bin.points) })),
      values: Object.entries(feature.values ?? {}).map(([word, points]) => [word, String(points)]),
    })),
  }
}

/** What is typed as a card, or the places where no number stands. */
export function contentOf(draft: CardDraft): { content: CardContent; unread: Set<string> } {
  const unread = new Set<string>()
  const number = (at: string, typed: string, whole = false) => {
    const value = Number(typed)
    if (typed.trim() === '' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) unread.add(at)
    return value
  }
  const content = {
    intercept: number('intercept', draft.intercept),
    scale: number('scale', draft.scale),
    tiers: draft.tiers.map((tier, place) => ({ name: tier.name, from: number(`tiers.${place}`, tier.from) })),
    features: draft.features.map((feature, place) => {
      const at = `features.${place}`
      return {
        name: feature.name,
        missing: number(`${at}.missing`, feature.missing, true),
        bins: feature.bins.map((bin, index) => ({
          below: bin.below === null ? null : number(`${at}.bins.${index}`, bin.below),
          points: number(`${at}.bins.${index}`, bin.points, true),
        })),
        values: Object.fromEntries(feature.values.map(([word, points]) => [word, number(`${at}.values.${word}`, points, true)])),
      }
    }),
  }
  return { content, unread }
}
