import type { EditedPlan } from '../../../api/edits'
import type { Cells } from '../../../api/queries'

type Change = Pick<EditedPlan, 'cells' | 'gone' | 'deviations'>

/** The cells with those that changed in the place of what they were, in the order of their numbers. */
export function withEdited(known: Cells, { cells, gone, deviations }: Change): Cells {
  const replaced = new Set([...gone, ...cells.features.map((one) => one.properties.number)])
  // Where there are more or fewer cells the mean is another one.
  const others = new Map(deviations.map(({ number, deviation }) => [number, deviation]))
  const kept = known.features
    .filter((one) => !replaced.has(one.properties.number))
    .map((one) => {
      const deviation = others.get(one.properties.number)
      return deviation === undefined ? one : { ...one, properties: { ...one.properties, deviation } }
    })
  return { ...known, features: [...kept, ...cells.features].toSorted((a, b) => a.properties.number - b.properties.number) }
}
