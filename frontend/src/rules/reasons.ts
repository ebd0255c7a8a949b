/** Why something is so: a code with what belongs to it. Words are made of it where it is shown. */
export interface Reason {
  code: string
  params: Record<string, unknown>
}
