import { Trans, useLingui } from '@lingui/react/macro'
import type { Card } from '../../api/cards'
import { faultText } from '../../i18n/card-words'
import { riskWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import type { CardDraft, FeatureDraft } from './draft'
import { useEditing } from './editing'
import { FeatureEditor } from './FeatureEditor'

/** A draft to edit: what is wrong with it stands beside its line, and keeps nobody from saving. */
export function CardEditor({ city, card }: { city: string; card: Card }) {
  const { t } = useLingui()
  const { draft, put, save, unread, isChanged, giveUp } = useEditing(city, card)
  const set = (part: Partial<CardDraft>) => put({ ...draft, ...part })
  const keep = () => {
    if (isChanged && unread.size === 0 && !save.isPending) save.mutate()
  }
  useKeys({ 'ctrl+enter': keep })
  const wrong = (at: string) => {
    if (unread.has(at)) return t`请填写数字`
    const fault = card.faults.find((one) => one.at === at)
    return fault ? faultText(fault) : undefined
  }
  const said = (at: string) => {
    const error = wrong(at)
    return error === undefined ? {} : { error }
  }
  const change = (place: number, feature: FeatureDraft) => set({ features: draft.features.map((one, index) => (index === place ? feature : one)) })
  const general = card.faults.filter((fault) => fault.at === 'features' || fault.at === 'tiers' || fault.at === `tiers.${draft.tiers.length - 1}`)
  return (
    <Section title={t`修改`}>
      <form
        className="stack"
        onSubmit={(submitted) => {
          submitted.preventDefault()
          keep()
        }}
      >
        {general.length > 0 && (
          <Notice tone="warn">
            {general.map((fault) => (
              <span key={`${fault.code} ${JSON.stringify(fault.params)}`}>{faultText(fault)}</span>
            ))}
          </Notice>
        )}
        <div className="card-fields">
          <Field label={t`名称`} value={draft.name} onChange={(name) => set({ name })} maxLength={40} />
          <Field label={t`起点（0 分时的对数几率）`} inputMode="decimal" value={draft.intercept} onChange={(intercept) => set({ intercept })} {...said('intercept')} />
          <Field label={t`每分的权重（对数几率）`} inputMode="decimal" value={draft.scale} onChange={(scale) => set({ scale })} {...said('scale')} />
          {draft.tiers.slice(0, -1).map((tier, place) => (
            <Field
              key={tier.name}
              label={t`${riskWord(tier.name)}：概率从`}
              inputMode="decimal"
              value={tier.from}
              onChange={(from) => set({ tiers: draft.tiers.map((one, index) => (index === place ? { ...one, from } : one)) })}
              {...said(`tiers.${place}`)}
            />
          ))}
        </div>
        <div className="card-features">
          {draft.features.map((feature, place) => (
            <FeatureEditor key={`${place} ${feature.name}`} at={`features.${place}`} feature={feature} wrong={wrong} onChange={(next) => change(place, next)} />
          ))}
        </div>
        {save.error && <ErrorNotice error={save.error} />}
        <div className="row card-save">
          <output className="soft">
            {isChanged ? <Trans>有未保存的修改</Trans> : <Trans>已保存</Trans>}
          </output>
          <span className="row-end" />
          <Button onPress={giveUp} isDisabled={!isChanged}>
            <Trans>放弃修改</Trans>
          </Button>
          <Button type="submit" look="primary" isPending={save.isPending} isDisabled={!isChanged || unread.size > 0} aria-keyshortcuts="Control+Enter">
            <Trans>保存，看影响</Trans>
            <Key>Ctrl+↵</Key>
          </Button>
        </div>
      </form>
    </Section>
  )
}
