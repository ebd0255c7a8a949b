/** Seeing what is masked: asked for one customer at a time, recorded by the server, kept only while it is shown. */
import { useMutation } from '@tanstack/react-query'
import { reveal } from './field'

export function useReveal(customer: number) {
  return useMutation({ mutationFn: () => reveal(customer), gcTime: 0 })
}
