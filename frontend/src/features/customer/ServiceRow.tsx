import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Story } from '../../api/field'
import { dateTime, day } from '../../i18n/format'
import { matterStateWord, ruleWord } from '../../i18n/seats'
import { Icon } from '../../ui/icons'
import { NotSent } from '../../ui/NotSent'
import { PapersOf } from './PapersOf'

const IS_WAITING = new Set(['open', 'looked_at'])

interface Props {
  customer: number
  service: Story['services'][number]
  /** Papers that lack may be photographed here. */
  mayFollow?: boolean
}

/** One request: where it stands, what it still lacks, and the photos that came with it. */
export function ServiceRow({ customer, service, mayFollow = false }: Props) {
  const { t } = useLingui()
  const { number, request_id, policy_no, opened_at, due_on, state, kind, lacks, unsent } = service
  const facts = [number > 0 && t`受理号 ${number}`, policy_no, dateTime(opened_at), due_on && t`${day(due_on)} 前答复`]
  const isOpen = IS_WAITING.has(state)
  return (
    <li>
      <div className="row">
        <strong>{ruleWord(service)}</strong>
        <span className="row-end" />
        {unsent ? <NotSent /> : <span className={state === 'open' ? 'badge badge-warn' : 'badge'}>{matterStateWord(state, kind)}</span>}
      </div>
      <p className="soft">{facts.filter(Boolean).join(' · ')}</p>
      {!unsent && <PapersOf customer={customer} request={service.id} />}
      {lacks.length > 0 && isOpen && (
        <div className="row">
          <span>{t`还缺：${lacks.map(ruleWord).join(t`、`)}`}</span>
          {mayFollow && request_id !== null && (
            <Link to="/service/request/$customerId" params={{ customerId: String(customer) }} search={{ papers: request_id }} className="button">
              <Icon name="camera" />
              <Trans>补拍材料</Trans>
            </Link>
          )}
        </div>
      )}
    </li>
  )
}
