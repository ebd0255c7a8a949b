/** What a second press asks for while the first one's is still being done is not done again. */
import { useState } from 'react'

export type Once = <Done>(what: () => Promise<Done>) => Promise<Done | undefined>

/** One thing at a time: the answer is empty where another is being done. */
export function oneAtATime(): Once {
  let isDoing = false
  return async (what) => {
    if (isDoing) return undefined
    isDoing = true
    try {
      return await what()
    } finally {
      isDoing = false
    }
  }
}

/** For as long as the component is there. */
export const useOnce = (): Once => useState(oneAtATime)[0]
