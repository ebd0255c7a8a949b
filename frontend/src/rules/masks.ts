/** Personal data as a list may show it: what is corrected here is shown as the server would (golden cases). */

const STAR = '*'

/** `13812345678` becomes `138****5678`. */
export const maskMobile = (number: string): string => (number.length === 11 ? number.slice(0, 3) + STAR.repeat(4) + number.slice(-4) : most(number, 2))

/** The first six characters, which name the city and at most the district. */
export function maskAddress(address: string): string {
  const letters = [...address]
  return (letters.length > 6 ? letters.slice(0, 6).join('') : '') + STAR.repeat(4)
}

function most(text: string, wanted: number): string {
  const shown = Math.min(wanted, Math.floor(text.length / 4))
  return text.slice(0, shown) + STAR.repeat(text.length - shown)
}
