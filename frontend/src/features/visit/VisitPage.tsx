import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { customerQuery, fieldTaskQuery } from '../../api/field'
import { ErrorNotice } from '../../ui/Notice'
import { ofCustomer, ofTask } from './draft'
import { useDrafts } from './unfinished'
import { Visit } from './Visit'
import '../../styles/field.css'
import '../../styles/customer.css'
import '../../styles/visit.css'

/** The visit for a task of the day. One that was begun goes on even where the server is out of reach. */
export function TaskVisit() {
  const { taskId } = useParams({ from: '/shell/visit/$taskId' })
  const begun = useDrafts().read(ofTask(taskId))
  const task = useQuery(fieldTaskQuery(taskId))
  const found = task.data
  const start = found && {
    customer_id: found.customer_id,
    name: found.name_masked,
    task_id: taskId,
    ...(found.policy_id !== null && { policy_id: found.policy_id }),
  }
  if (!begun && !start) return <NotYet error={task.error} />
  return <Visit key={taskId} subject={ofTask(taskId)} start={begun ?? start!} />
}

/** A visit that nobody asked for. */
export function CustomerVisit() {
  const { customerId } = useParams({ from: '/shell/visit/customer/$customerId' })
  const id = Number(customerId)
  const begun = useDrafts().read(ofCustomer(id))
  const story = useQuery({ ...customerQuery(id), enabled: Number.isSafeInteger(id) })
  const start = story.data && { customer_id: story.data.customer_id, name: story.data.name_masked }
  if (!begun && !start) return <NotYet error={story.error} />
  return <Visit key={id} subject={ofCustomer(id)} start={begun ?? start!} />
}

function NotYet({ error }: { error: unknown }) {
  return (
    <div className="page-body field-page" aria-busy={!error}>
      <h1>
        <Trans>上门面访</Trans>
      </h1>
      {error ? <ErrorNotice error={error} /> : <div className="skeleton customer-skeleton" />}
      <div>
        <Link to="/today" search={{}} className="button">
          <Trans>回到今日工作</Trans>
        </Link>
      </div>
    </div>
  )
}
