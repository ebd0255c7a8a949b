/** Short news of what was done, with a way to take it back. */

/** They come after the first picture; without a network that would bring them there are none. */
export const loadToasts = () => import('./Toasts').catch(() => null)

export function tell(text: string, undo?: () => void): void {
  void loadToasts().then((file) => file?.add(text, undo))
}
