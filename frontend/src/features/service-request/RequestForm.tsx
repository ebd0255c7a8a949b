import { Trans, useLingui } from '@lingui/react/macro'
import type { Story } from '../../api/field'
import { answeredWithin, asksWord, laneWord, ruleWord } from '../../i18n/seats'
import { usePhotos } from '../../photos/hooks'
import { lacking, needsOf, type ServiceRules } from '../../rules/needs'
import { Button } from '../../ui/Button'
import { Tiles } from '../../ui/Tiles'
import { papersOf, photosOf, saidIn, type RequestDraft } from './draft'
import { NeedField } from './NeedField'
import { Papers } from './Papers'

interface Props {
  rules: ServiceRules
  customer: number
  /** Those that it can be about. */
  policies: Story['policies']
  draft: RequestDraft
  policy: number | undefined
  onChange: (part: Partial<RequestDraft>) => void
  onSend: () => void
}

/** First what he asks for, then what that needs. A paper that is not at hand may follow; the rest has to be there. */
export function RequestForm({ rules, customer, policies, draft, policy, onChange, onSend }: Props) {
  const { t } = useLingui()
  const { all } = usePhotos()
  const item = rules.item.find(({ code }) => code === draft.item)
  if (!item) {
    const tiles = rules.item.map((one) => ({ value: one.code, label: ruleWord(one) }))
    return (
      <div className="visit-body">
        <Tiles label={t`客户要办什么`} tiles={tiles} value={undefined} onChange={(code) => onChange({ item: code })} />
      </div>
    )
  }
  const needs = needsOf(rules, item.code)
  const papers = papersOf(needs)
  const has = (code: string) => all.some((photo) => photo.subject === photosOf(draft, code) && !photo.isRemoved) || (draft.named?.papers[code]?.length ?? 0) > 0
  const lacks = lacking(needs, saidIn(draft, policy, papers.map(({ code }) => code).filter(has)))
  const words = (kinds: boolean) => needs.filter(({ code, kind }) => lacks.includes(code) && (kind === 'paper') === kinds).map(ruleWord).join(t`、`)
  const [missing, later] = [words(false), words(true)]
  return (
    <>
      <div className="visit-body">
        <div className="visit-center">
          <div className="customer-card">
            <div className="row">
              <h2>{ruleWord(item)}</h2>
              <span className="row-end" />
              <Button look="quiet" onPress={() => onChange({ item: undefined })}>
                <Trans>换一项</Trans>
              </Button>
            </div>
            <p>{asksWord(item)}</p>
            <p className="soft">
              {laneWord(item.lane)} {answeredWithin(item)}
            </p>
          </div>
          {needs.map((need) => (
            <NeedField key={need.code} need={need} draft={draft} policy={policy} policies={policies} onChange={onChange} />
          ))}
          <Papers papers={papers} draft={draft} customer={customer} />
          {later && <p className="soft">{t`还没有拍：${later}。客户没带可以先提交，办理前要补齐。`}</p>}
        </div>
      </div>
      <footer className="visit-foot">
        <span aria-live="polite">{missing && t`还差：${missing}`}</span>
        <span className="row-end" />
        <Button look="primary" isDisabled={missing !== ''} onPress={onSend}>
          <Trans>提交受理</Trans>
        </Button>
      </footer>
    </>
  )
}
