import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import type { Story } from '../../api/field'
import { ruleWord } from '../../i18n/seats'
import { useTold } from '../../outbox/fates'
import { usePhotos } from '../../photos/hooks'
import { Button } from '../../ui/Button'
import { FateWays } from '../../ui/FateNotice'
import { Icon } from '../../ui/icons'
import { Unsent } from '../photos/Unsent'
import { photosOf, type RequestDraft } from './draft'
import { useRequestDrafts } from './useRequest'
import { WayBack } from './WayBack'

interface Props {
  opId: string
  draft: RequestDraft
  story: Story
  visit: string | undefined
  /** Go back to what was taken down and mend it. */
  onMend: () => void
  onAnother: () => void
}

const ICON = { good: 'done', warn: 'clock', bad: 'warning' } as const

/** What became of the request. A green tick, and a number, only for what the server has taken. */
export function Sent({ opId, draft, story, visit, onMend, onAnother }: Props) {
  const { t } = useLingui()
  const { fate, told } = useTold(opId, t`已受理`)
  const drafts = useRequestDrafts()
  const { photos } = usePhotos()
  const customer = story.customer_id
  const isInvalid = fate.state === 'received' && fate.receipt.state === 'invalid'
  const isOver = fate.state === 'received' && !isInvalid
  const subject = photosOf(draft)
  useEffect(() => {
    if (!isOver) return
    // Another tab may have begun the next one.
    if (drafts.read(customer)?.sent === opId) drafts.clear(customer)
    void photos.dropUnnamed(subject)
  }, [isOver, drafts, photos, customer, subject, opId])
  const row = story.services.find((one) => one.request_id === draft.request_id)
  return (
    <div className="stack" aria-live="polite">
      <div className="told" data-tone={told?.tone ?? 'plain'}>
        <Icon name={told ? ICON[told.tone] : 'info'} size={40} />
        {told ? <h2>{told.title}</h2> : <p>{t`这件受理没有提交，内容还在。`}</p>}
        {row && !row.unsent && row.number > 0 && <p>{t`受理号 ${row.number} · ${ruleWord(row)}`}</p>}
        {told?.text && <p>{told.text}</p>}
        {row && row.lacks.length > 0 && <p>{t`办理前要补齐：${row.lacks.map(ruleWord).join(t`、`)}`}</p>}
        <FateWays opId={opId} fate={fate} />
        {(isInvalid || !told) && (
          <Button look="primary" onPress={onMend}>
            <Trans>修改后再提交</Trans>
          </Button>
        )}
        <Unsent subject={subject} />
      </div>
      <div className="stop-actions">
        <WayBack customer={customer} visit={visit}>
          {visit === undefined ? <Trans>客户全景</Trans> : <Trans>继续面访</Trans>}
        </WayBack>
        {fate.state !== 'refused' && told && !isInvalid && (
          <Button icon="plus" onPress={onAnother}>
            <Trans>再登记一件</Trans>
          </Button>
        )}
      </div>
    </div>
  )
}
