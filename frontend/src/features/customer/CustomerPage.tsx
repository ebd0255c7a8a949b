import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { customerQuery, type Story } from '../../api/field'
import { Empty } from '../../ui/Empty'
import { ErrorNotice } from '../../ui/Notice'
import { Appointments, Searched } from '../appointments/CustomerSections'
import { EventsSection } from '../events/EventsSection'
import { ReviewSection } from '../review/ReviewSection'
import { ServiceSection } from '../service/ServiceSection'
import { Attachments } from './Attachments'
import { Consents } from './Consents'
import { Contacts } from './Contacts'
import { Dues } from './Dues'
import { Head } from './Head'
import { Journey } from './Journey'
import { Household, Notes, Promises, Requests, Tasks } from './OpenWork'
import { NearbySection } from './Nearby'
import { Treated } from './Treated'
import { Policies } from './Policies'
import { Services } from './Services'
import '../../styles/field.css'
import '../../styles/customer.css'

/** Everything about one customer on one page, for whoever serves him: in the field, at a seat, in operations. */
export function CustomerPage() {
  const { customerId } = useParams({ from: '/shell/customers/$customerId' })
  const { t } = useLingui()
  const id = Number(customerId)
  const story = useQuery({ ...customerQuery(id), enabled: Number.isSafeInteger(id) })
  if (!Number.isSafeInteger(id)) return <Empty icon="search" title={t`没有这位客户`} />
  if (story.error) {
    return (
      <div className="page-body">
        <h1>
          <Trans>客户全景</Trans>
        </h1>
        <ErrorNotice error={story.error} />
      </div>
    )
  }
  return story.data ? <Known key={story.data.customer_id} story={story.data} /> : <Loading />
}

function Loading() {
  return (
    <div className="page-body" aria-busy="true">
      <h1>
        <Trans>客户全景</Trans>
      </h1>
      {[1, 2, 3].map((one) => (
        <div key={one} className="skeleton customer-skeleton" />
      ))}
    </div>
  )
}

function Known({ story }: { story: Story }) {
  return (
    <div className="customer field-page">
      <Head story={story} />
      <div className="customer-body">
        <div className="customer-main">
          {story.care && <Journey customer={story.customer_id} care={story.care} />}
          <Dues dues={story.dues} />
          <Policies policies={story.policies} />
          <ServiceSection customer={story.customer_id} />
          <EventsSection customer={story.customer_id} />
          <ReviewSection customer={story.customer_id} />
        </div>
        <div className="customer-side">
          <Tasks tasks={story.tasks} />
          <Searched story={story} />
          <Appointments story={story} />
          <Promises promises={story.promises} />
          <Requests requests={story.requests} />
          <Services story={story} />
          <Attachments story={story} />
          <Notes notes={story.notes} />
          <Consents story={story} />
          <Household neighbours={story.household} />
          <NearbySection story={story} />
          <Contacts contacts={story.contacts} />
          <Treated customer={story.customer_id} />
        </div>
      </div>
    </div>
  )
}
