import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { decideMatter, type Matter, type MatterDecision } from '../../api/matters'
import { dateTime, day } from '../../i18n/format'
import { matterStateWord, ruleWord } from '../../i18n/seats'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNotice } from '../../ui/Notice'
import { NoteField } from '../../ui/NoteField'
import { PapersOf } from '../customer/PapersOf'
import { Said } from './Said'

interface Props {
  city: string
  matter: Matter
  leads: boolean
  onClose: () => void
}

/** One matter: what the seat wrote, and what is decided. */
export function MatterDialog({ city, matter, leads, onClose }: Props) {
  const { t } = useLingui()
  const isWaiting = matter.state === 'open' || matter.state === 'looked_at'
  return (
    <Dialog title={ruleWord(matter)} isOpen onClose={onClose} wide>
      <div className="stack">
        <div className="row">
          {matter.customer_id === null ? (
            <span>{t`未知来电者`}</span>
          ) : (
            <Link to="/customers/$customerId" params={{ customerId: String(matter.customer_id) }}>
              {matter.name_masked}
            </Link>
          )}
          <span>{[t`受理号 ${matter.number}`, matter.policy_no].filter(Boolean).join(' · ')}</span>
          <span className="soft">{[matter.cell_name, matter.opened_by, dateTime(matter.opened_at)].filter(Boolean).join(' · ')}</span>
          <span className="badge">{matterStateWord(matter.state, matter.kind)}</span>
          {matter.due_on && <span className="soft">{t`${day(matter.due_on)} 前答复`}</span>}
        </div>
        {matter.signs.length > 0 && (
          <ul className="why">
            {matter.signs.map((sign) => (
              <li key={sign.code}>{ruleWord(sign)}</li>
            ))}
          </ul>
        )}
        <Said matter={matter} />
        <p className={matter.note ? undefined : 'soft'}>{matter.note || t`没有备注。`}</p>
        {matter.answer && (
          <p>
            {matter.answer} <span className="soft">{[matter.decided_by, matter.decided_at && dateTime(matter.decided_at)].filter(Boolean).join(' · ')}</span>
          </p>
        )}
        {matter.customer_id !== null && <PapersOf customer={matter.customer_id} request={matter.id} />}
        {leads && isWaiting && <Deciding city={city} matter={matter} onClose={onClose} />}
      </div>
    </Dialog>
  )
}

function Deciding({ city, matter, onClose }: Omit<Props, 'leads'>) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [answer, setAnswer] = useState('')
  const deciding = useMutation({
    mutationFn: (state: MatterDecision['state']) => decideMatter(matter.id, { state, answer: answer.trim() }),
    onSuccess: onClose,
    // After a refusal too: somebody else has decided then.
    onSettled: () => queries.invalidateQueries({ queryKey: ['matters', city] }),
  })
  return (
    <>
      <NoteField label={t`处理说明`} rows={2} maxLength={1000} value={answer} onChange={setAnswer} />
      {deciding.error && <ErrorNotice error={deciding.error} />}
      <div className="row dialog-foot">
        {matter.state === 'open' && (
          <Button onPress={() => deciding.mutate('looked_at')} isPending={deciding.isPending}>
            <Trans>开始处理</Trans>
          </Button>
        )}
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
        <Button onPress={() => deciding.mutate('dismissed')} isPending={deciding.isPending} isDisabled={answer.trim() === ''}>
          {matterStateWord('dismissed', matter.kind)}
        </Button>
        <Button look="primary" onPress={() => deciding.mutate('confirmed')} isPending={deciding.isPending}>
          {matterStateWord('confirmed', matter.kind)}
        </Button>
      </div>
    </>
  )
}
