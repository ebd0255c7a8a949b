/** Putting a row of the wrong width right: values are moved along until each stands under its column. */

/** An empty value in front of one; those from there on stand one column further. */
export const insertAt = (fields: string[], index: number) => fields.toSpliced(index, 0, '')

/** Without one value; those after it stand one column nearer. */
export const removeAt = (fields: string[], index: number) => fields.toSpliced(index, 1)

/** One value put to the end of the one before it: a comma inside a value has split it. */
export const joinBefore = (fields: string[], index: number) =>
  fields.toSpliced(index - 1, 2, `${fields[index - 1] ?? ''},${fields[index] ?? ''}`)

/** As many values as there are columns, the missing ones empty. */
export const filledTo = (fields: string[], width: number) => [...fields, ...Array<string>(Math.max(0, width - fields.length)).fill('')]

/** One value changed; a row that ends before it is filled up to it. */
export const withValue = (fields: string[], index: number, value: string) => filledTo(fields, index + 1).with(index, value)
