/** One value of an address, read with care: anybody can write an address. */

type Search = Record<string, unknown>

export function text<K extends string>(search: Search, key: K): { [P in K]?: string } {
  const value = search[key]
  // A text of digits alone arrives as a number.
  const plain = typeof value === 'number' ? String(value) : value
  return (typeof plain === 'string' && plain !== '' ? { [key]: plain } : {}) as { [P in K]?: string }
}

export function number<K extends string>(search: Search, key: K): { [P in K]?: number } {
  const value = Number(search[key])
  return (search[key] !== undefined && Number.isFinite(value) ? { [key]: value } : {}) as { [P in K]?: number }
}
