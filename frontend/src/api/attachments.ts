/** Photos and papers that came with requests and visits of a customer. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type NamedAttachment = Schemas['NamedAttachment']

export const attachmentsQuery = (customer: number) =>
  queryOptions({
    queryKey: ['attachments', customer],
    queryFn: () => answered(api.GET('/api/v1/customers/{customer_id}/attachments', { params: { path: { customer_id: customer } } })),
  })

/** What is in one: the server records that it was read, so it is asked for once, and kept only while it is shown. */
export const attachmentQuery = (customer: number, sha256: string) =>
  queryOptions({
    queryKey: ['attachment', customer, sha256],
    queryFn: async () => {
      const params = { path: { customer_id: customer, sha256 } }
      const content: unknown = await answered(api.GET('/api/v1/customers/{customer_id}/attachments/{sha256}', { params, parseAs: 'blob' }))
      return { content: content as Blob, address: await addressOf(content as Blob) }
    },
    staleTime: Infinity,
    gcTime: 0,
  })

export const thumbnailAddress = (customer: number, sha256: string) => `/api/v1/customers/${customer}/attachments/${sha256}/thumbnail`

/** One that need not be given back, as those of `URL.createObjectURL` have to be. */
function addressOf(content: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result)))
    reader.addEventListener('error', () => reject(new TypeError('the attachment cannot be read')))
    reader.readAsDataURL(content)
  })
}
