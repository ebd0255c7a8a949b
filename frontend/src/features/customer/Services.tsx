import { useLingui } from '@lingui/react/macro'
import type { Story } from '../../api/field'
import { useMay } from '../../session/may'
import { Section } from '../../ui/Section'
import { OwnServices } from './OwnServices'
import { ServiceRow } from './ServiceRow'

/** What was taken in for him, with its papers; in the field also what waits on the device, and the way to take more in. */
export function Services({ story }: { story: Story }) {
  const { t } = useLingui()
  const works = useMay('work')
  if (works) return <OwnServices story={story} />
  if (story.services.length === 0) return null
  return (
    <Section title={t`登记受理`} many={story.services.length}>
      <ul className="customer-rows">
        {story.services.map((service) => (
          <ServiceRow key={service.id} customer={story.customer_id} service={service} />
        ))}
      </ul>
    </Section>
  )
}
