import { useQuery } from '@tanstack/react-query'
import { attachmentsQuery } from '../../api/attachments'
import { useMay } from '../../session/may'
import { AttachmentList } from './AttachmentList'

interface Props {
  customer: number
  /** The request, as the server calls it. */
  request: string
}

/** The photos that came with a request, for whoever may see his details in the clear. */
export function PapersOf({ customer, request }: Props) {
  const reveals = useMay('reveal')
  const { data } = useQuery({ ...attachmentsQuery(customer), enabled: reveals })
  const items = data?.items.filter((one) => one.named_in === request) ?? []
  return items.length > 0 ? <AttachmentList customer={customer} items={items} isDated /> : null
}
