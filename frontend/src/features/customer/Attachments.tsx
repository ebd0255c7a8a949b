import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { attachmentsQuery } from '../../api/attachments'
import type { Story } from '../../api/field'
import { useMay } from '../../session/may'
import { Section } from '../../ui/Section'
import { AttachmentList } from './AttachmentList'

/** Photos and papers of a customer's visits, for whoever may see his details in the clear. Those of a request stand beside it. */
export function Attachments({ story }: { story: Story }) {
  const { t } = useLingui()
  const reveals = useMay('reveal')
  const customer = story.customer_id
  const { data } = useQuery({ ...attachmentsQuery(customer), enabled: reveals })
  const beside = new Set(story.services.map(({ id }) => id))
  const items = data?.items.filter((one) => !beside.has(one.named_in)) ?? []
  if (items.length === 0) return null
  return (
    <Section title={t`照片和材料`} many={items.length}>
      <AttachmentList customer={customer} items={items} />
    </Section>
  )
}
