import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TodayItem } from '../../api/field'
import { money } from '../../i18n/format'
import { whyText } from '../../i18n/why'
import { stageWord, taskKindWord } from '../../i18n/work'
import { useWaiting } from '../../outbox/operations'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { OverdueBadge, StageBadge } from '../../ui/marks'
import { Risk } from '../../ui/Risk'
import { BookButton } from '../appointments/Booking'
import { Calling } from '../customer/Calling'
import { useIsBegun } from '../visit/unfinished'
import { Skipping } from './Declining'
import { Flag } from './Flag'
import { isDoneHere, isFlag, type Stop } from './stops'

/** One stop: who, why now, and the next right thing as the biggest thing. */
export function StopCard({ stop: { number, item } }: { stop: Stop }) {
  const { t } = useLingui()
  const kind = taskKindWord(item.kind)
  return (
    <article className="stop" aria-label={t`${number}，${item.name_masked}，${kind}`} data-flag={isFlag(item) || undefined}>
      <span className="stop-number" aria-hidden="true">
        {number}
      </span>
      <div className="stop-body">
        <div className="stop-head">
          <Link to="/customers/$customerId" params={{ customerId: String(item.customer_id) }} className="stop-name">
            {item.name_masked}
          </Link>
          {kind !== stageWord(item.stage) && <span className="soft">{kind}</span>}
          <StageBadge stage={item.stage} />
          <OverdueBadge days={item.overdue_days} />
          {item.tier && item.why.every((reason) => reason.code !== 'high_risk') && (
            <span className="stop-risk">
              {t`失效风险`} <Risk tier={item.tier} />
            </span>
          )}
          {item.amount !== null && <strong className="stop-amount number">{money(item.amount)}</strong>}
        </div>
        <ul className="stop-why">
          {item.why.map(whyText).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p className="stop-place">
          <Icon name="pin" size={16} />
          <span>
            {item.community ?? item.address_masked}
            {item.household > 0 && <strong> · {t`同一户还有 ${item.household} 项`}</strong>}
            {item.lon === null && <span> · {t`未定位`}</span>}
          </span>
        </p>
        {item.request && <Flag item={item} request={item.request} />}
        <Actions item={item} />
      </div>
    </article>
  )
}

function Actions({ item }: { item: TodayItem }) {
  const { t } = useLingui()
  const [dialog, setDialog] = useState<'call' | 'skip'>()
  const begun = useIsBegun(item.task_id)
  const waiting = useWaiting()
  if (isDoneHere(item.task_id, waiting)) {
    return (
      <p>
        <span className="badge badge-warn">
          <Trans>已记在本机，待上传</Trans>
        </span>
      </p>
    )
  }
  const answersFirst = item.request?.state === 'pending'
  return (
    <div className="stop-actions">
      <Link
        to="/visit/$taskId"
        params={{ taskId: item.task_id }}
        className={answersFirst ? 'button' : 'button button-primary stop-start'}
        aria-label={begun ? t`继续面访 ${item.name_masked}` : t`开始面访 ${item.name_masked}`}
      >
        <Icon name="door" />
        {begun ? t`继续面访` : t`开始面访`}
      </Link>
      <Button icon="phone" aria-label={t`电话 ${item.name_masked}`} onPress={() => setDialog('call')}>
        <Trans>电话</Trans>
      </Button>
      {item.kind !== 'appointment' && <BookButton customer={item.customer_id} name={item.name_masked} task={item.task_id} />}
      {/* What a seat asked for is not skipped: it is given back with a reason. What was agreed is moved or cancelled. */}
      {!isFlag(item) && item.kind !== 'appointment' && (
        <Button aria-label={t`跳过 ${item.name_masked}`} onPress={() => setDialog('skip')}>
          <Trans>跳过</Trans>
        </Button>
      )}
      {dialog === 'call' && <Calling customer={item.customer_id} name={item.name_masked} task={item.task_id} onClose={() => setDialog(undefined)} />}
      {dialog === 'skip' && <Skipping item={item} onClose={() => setDialog(undefined)} />}
    </div>
  )
}
