import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { Story } from '../../api/field'
import { useReveal } from '../../api/reveal'
import { deliveredWord, sexWord } from '../../i18n/book'
import { kindWord } from '../../i18n/words'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { Calling } from './Calling'
import { Recorded } from './Recorded'
import { Telling } from './Telling'

/** Who he is, who serves him, and what can be done now. It stays in sight. */
export function Head({ story }: { story: Story }) {
  const { t } = useLingui()
  const works = useMay('work')
  const reveals = useMay('reveal')
  const leads = useMay('decide')
  const router = useRouter()
  const [isCalling, setCalling] = useState(false)
  const reveal = useReveal(story.customer_id)
  const { corrected = {} } = story
  const name = reveal.data?.name || story.name_masked
  return (
    <header className="customer-head">
      <div className="customer-title">
        <Button look="quiet" icon="back" aria-label={t`返回`} onPress={() => router.history.back()} />
        <div>
          <h1>{name}</h1>
          <Facts story={story} />
        </div>
        <div className="customer-actions">
          {reveals && (
            <Button icon="eye" isPending={reveal.isPending} onPress={() => (reveal.data ? reveal.reset() : reveal.mutate())}>
              {reveal.data ? <Trans>隐藏</Trans> : <Trans>显示</Trans>}
            </Button>
          )}
          {leads && story.cell && <Telling story={story} />}
          {works && (
            <>
              <Button icon="phone" onPress={() => setCalling(true)}>
                <Trans>电话</Trans>
              </Button>
              <Link to="/visit/customer/$customerId" params={{ customerId: String(story.customer_id) }} className="button button-primary">
                <Icon name="door" />
                <Trans>上门面访</Trans>
              </Link>
            </>
          )}
        </div>
      </div>
      {reveal.error && <ErrorNotice error={reveal.error} />}
      <dl className="customer-reach">
        <Fact label={t`手机`} value={reveal.data ? reveal.data.mobile : story.mobile_masked} isProvisional={corrected.mobile !== undefined} />
        {reveal.data?.landline && <Fact label={t`固定电话`} value={reveal.data.landline} isProvisional={corrected.landline !== undefined} />}
        <Fact label={t`地址`} value={reveal.data?.address || story.address_masked} isProvisional={corrected.address !== undefined} />
        {story.community && <Fact label={t`小区`} value={story.community} />}
        <Fact label={t`网格`} value={story.cell ? `${story.cell.number} ${story.cell.name}` : t`不在网格内`} />
        {story.cell && <Fact label={t`网格专员`} value={servedBy(story.cell, t`空格，代管：`) || t`空格`} />}
      </dl>
      {reveal.data && <Recorded />}
      {isCalling && <Calling customer={story.customer_id} name={story.name_masked} onClose={() => setCalling(false)} />}
    </header>
  )
}

function servedBy(cell: NonNullable<Story['cell']>, standIn: string): string {
  return cell.specialist ?? (cell.stand_in ? standIn + cell.stand_in : '')
}

function Facts({ story }: { story: Story }) {
  const { t } = useLingui()
  const about = [story.sex && sexWord(story.sex), story.born_year && t`${story.born_year} 年生`, t`客户号 ${story.numbers.join('、')}`]
  return (
    <div className="customer-facts">
      <span className="badge customer-kind" data-kind={story.kind}>
        {kindWord(story.kind)}
      </span>
      {story.tier && <span className="badge">{deliveredWord(story.tier)}</span>}
      {story.do_not_call && (
        <span className="badge badge-bad">
          <Trans>勿扰</Trans>
        </span>
      )}
      {story.on_wechat && (
        <span className="badge badge-good">
          <Trans>已加微信</Trans>
        </span>
      )}
      <span className="soft">{about.filter((one) => one).join(' · ')}</span>
    </div>
  )
}

/** `isProvisional`: heard on this device; it counts when he has said the code. */
function Fact({ label, value, isProvisional = false }: { label: string; value: string; isProvisional?: boolean }) {
  const { t } = useLingui()
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value || '–'} {isProvisional && <span className="badge badge-warn">{t`待客户确认`}</span>}
      </dd>
    </div>
  )
}
