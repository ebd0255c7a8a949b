/** When the first picture is there. What it does not need is loaded then, and takes nothing from what it does need. */
let tell: () => void

export const drawn = new Promise<void>((resolve) => {
  tell = resolve
})

/** Load after the first picture what may be needed soon. What cannot be loaded then is asked for again when it is needed. */
export function loadSoon(load: () => Promise<unknown>): void {
  void drawn.then(load).catch(() => undefined)
}

/** Called when the page stands. What it draws at once after that, a list with its measures, still goes before all else. */
export function pageStands(): void {
  setTimeout(tell, SETTLED_MS)
}

const SETTLED_MS = 250
