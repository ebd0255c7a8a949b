/** Whether this browser has registered as somebody's tablet: then its key goes on with his session. */

const KEY = 'gridward.tablet'

export interface Tablet {
  device: string
  account: string
}

export function knownTablet(): Tablet | undefined {
  const [device, account] = localStorage.getItem(KEY)?.split(' ') ?? []
  return device && account ? { device, account } : undefined
}

export function rememberTablet({ device, account }: Tablet): void {
  localStorage.setItem(KEY, `${device} ${account}`)
}

/** Somebody else signs in, or the key opens nothing any more. */
export function forgetTablet(): void {
  localStorage.removeItem(KEY)
}
