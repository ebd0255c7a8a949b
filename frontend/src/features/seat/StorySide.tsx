import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Script as Lines } from '../../api/calling'
import type { Story } from '../../api/field'
import { deliveredWord } from '../../i18n/book'
import { kindWord } from '../../i18n/words'
import { Contacts } from '../customer/Contacts'
import { Dues } from '../customer/Dues'
import { Journey } from '../customer/Journey'
import { Household, Promises, Requests, Tasks } from '../customer/OpenWork'
import { Policies } from '../customer/Policies'
import { Services } from '../customer/Services'
import { AskedEvents } from '../events/AskedEvents'
import { Script } from './Script'
import { saysDues } from './scripts'
import { TellSpecialist } from './TellSpecialist'
import '../../styles/customer.css'
import '../../styles/field.css'

/** What to say, and the customer's story: what he has, what is open, who spoke to him. */
export function StorySide({ script, story }: { script: Lines | undefined; story: Story }) {
  const { cell } = story
  return (
    <>
      <div className="row">
        <span className="badge customer-kind" data-kind={story.kind}>
          {kindWord(story.kind)}
        </span>
        {story.tier && <span className="badge">{deliveredWord(story.tier)}</span>}
        {story.on_wechat && (
          <span className="badge badge-good">
            <Trans>已加微信</Trans>
          </span>
        )}
        <span className="soft">{[story.community ?? story.address_masked, cell && `${cell.number} ${cell.name}`, cell?.specialist ?? cell?.stand_in].filter(Boolean).join(' · ')}</span>
        <Link to="/customers/$customerId" params={{ customerId: String(story.customer_id) }} className="row-end">
          <Trans>客户全景</Trans>
        </Link>
      </div>
      <div className="call-columns">
        <div className="stack">
          {script && <Script script={script} story={story} />}
          {!saysDues(script) && <Dues dues={story.dues} />}
          <Policies policies={story.policies} />
        </div>
        <div className="stack">
          <Promises promises={story.promises} />
          <Requests requests={story.requests} />
          <Services story={story} />
          <AskedEvents customer={story.customer_id} />
          <TellSpecialist customer={story.customer_id} />
          <Contacts contacts={story.contacts} />
          <Tasks tasks={story.tasks} />
          {story.care && <Journey customer={story.customer_id} care={story.care} />}
          <Household neighbours={story.household} />
        </div>
      </div>
    </>
  )
}
