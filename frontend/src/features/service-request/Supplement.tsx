import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Story } from '../../api/field'
import { ruleWord } from '../../i18n/seats'
import { useOnce } from '../../outbox/once'
import { useDoing } from '../../outbox/operations'
import { usePhotos } from '../../photos/hooks'
import type { ServiceRules } from '../../rules/needs'
import { Button } from '../../ui/Button'
import { PhotoStrip } from '../photos/PhotoStrip'
import { WayBack } from './WayBack'

/** What one need may show: all of them together are no more than an operation names. */
const MOST = 3

interface Props {
  story: Story
  rules: ServiceRules
  /** As the tablet called it. */
  request: string
}

/** Photos of papers that a request lacked. */
export function Supplement({ story, rules, request }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const act = useDoing()
  const once = useOnce()
  const { all, photos } = usePhotos()
  const customer = story.customer_id
  const [row] = useState(() => story.services.find((one) => one.request_id === request))
  const needs = rules.need.filter(({ code, kind }) => kind === 'paper' && row?.lacks.some((one) => one.code === code)).slice(0, MOST)
  const subject = (code: string) => `papers/${request}/${code}`
  const here = needs.filter(({ code }) => all.some((photo) => photo.subject === subject(code) && !photo.isRemoved && !photo.refused))
  const send = async () => {
    const papers: Record<string, string[]> = {}
    for (const { code } of here) papers[code] = (await photos.digests(subject(code))).all
    const attachments = [...new Set(Object.values(papers).flat())]
    const operation = attachments.length > 0 && (await act('request.supplement', { request_id: request, customer_id: customer, attachments, papers }))
    if (operation) void navigate({ to: '/customers/$customerId', params: { customerId: String(customer) } })
  }
  return (
    <div className="visit field-page">
      <header className="visit-head">
        <WayBack customer={customer} visit={undefined} isQuiet label={t`退出，照片已保存`}>
          <Trans>退出</Trans>
        </WayBack>
        <h1>
          <Trans>补拍材料</Trans> <span className="visit-who">{story.name_masked}</span>
        </h1>
      </header>
      <div className="visit-body">
        <div className="visit-center">
          {row && <h2>{[ruleWord(row), row.number > 0 && t`受理号 ${row.number}`].filter(Boolean).join(' · ')}</h2>}
          {needs.length === 0 && <p className="soft">{t`这件受理不缺材料照片。`}</p>}
          <div className="request-papers">
            {needs.map((need) => (
              <PhotoStrip key={need.code} label={ruleWord(need)} subject={subject(need.code)} customer={customer} most={MOST} />
            ))}
          </div>
        </div>
      </div>
      {needs.length > 0 && (
        <footer className="visit-foot">
          <span className="row-end" />
          <Button look="primary" isDisabled={here.length === 0} onPress={() => void once(send)}>
            <Trans>提交材料</Trans>
          </Button>
        </footer>
      )}
    </div>
  )
}
