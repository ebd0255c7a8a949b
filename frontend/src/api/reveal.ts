/** Seeing what is masked: asked for one customer at a time, recorded by the server, kept only while it is shown. */
import { useMutation } from '@tanstack/react-query'
import { reveal } from './field'

export function useReveal(customer: number) {
  // A tablet has it with it, and needs no network to show it.
  return useMutation({ mutationFn: () => reveal(customer), gcTime: 0, networkMode: 'always' })
}
