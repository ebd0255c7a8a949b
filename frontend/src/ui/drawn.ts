/** When the first picture is there. What it does not need is loaded then, and takes nothing from what it does need. */
let tell: () => void

export const drawn = new Promise<void>((resolve) => {
  tell = resolve
})

/** Called when the page stands. What it draws at once after that, a list with its measures, still goes before all else. */
export function pageStands(): void {
  setTimeout(tell, SETTLED_MS)
}

const SETTLED_MS = 250
