/** The room that the browser gives, and whether it may take it back. */

export interface Room {
  /** Bytes; undefined where the browser does not say. */
  used: number | undefined
  allowed: number | undefined
  /** What is stored is not given up by itself when the device runs out of room. */
  isLasting: boolean
}

export async function roomOf(storage: StorageManager | undefined): Promise<Room> {
  const { usage, quota } = (await storage?.estimate?.()) ?? {}
  return { used: usage, allowed: quota, isLasting: (await storage?.persisted?.()) ?? false }
}

/** Ask the browser to keep what is stored; says whether it will. */
export async function askToKeep(storage: StorageManager | undefined): Promise<boolean> {
  return (await storage?.persisted?.()) || ((await storage?.persist?.()) ?? false)
}
