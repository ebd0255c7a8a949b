import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { effectsQuery, type Card, type Effects as What } from '../../api/cards'
import { featureWord } from '../../i18n/card-words'
import { count, day, decimal, percent } from '../../i18n/format'
import { Figure, Figures } from '../../ui/Figures'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { Table } from '../../ui/Table'
import { Waiting } from '../../ui/Waiting'
import { Examples } from './Examples'
import { Flows } from './Flows'

/** What a card would change on the city's due list, beside the one in force. */
export function Effects({ city, card, inForce }: { city: string; card: Card; inForce: string }) {
  const { t } = useLingui()
  const isSound = card.faults.length === 0
  const effects = useQuery({ ...effectsQuery(city, card.version, card.revision, inForce), enabled: isSound })
  return (
    <Section title={t`启用后会改变什么`}>
      {!isSound && (
        <Notice tone="warn">
          <span>
            <Trans>改正 {count(card.faults.length)} 处错误后，这里显示影响。</Trans>
          </span>
        </Notice>
      )}
      {effects.error && <ErrorNotice error={effects.error} />}
      {isSound && effects.isPending && <Waiting />}
      {effects.data && (effects.data.dues === 0 ? <None /> : <Known effects={effects.data} />)}
    </Section>
  )
}

function None() {
  return (
    <p className="soft">
      <Trans>应收清单是空的，或还没有按现在的评分卡评过分。每日作业执行后再看。</Trans>
    </p>
  )
}

function Known({ effects }: { effects: What }) {
  const { t } = useLingui()
  const risk = (value: number | null) => (value === null ? '–' : percent(value))
  return (
    <div className="stack">
      <p className="soft">
        <Trans>
          按 {effects.as_of ? day(effects.as_of) : '–'} 的应收清单，与使用中的 {effects.before_version} 相比，数据相同。
        </Trans>
      </p>
      <Figures>
        <Figure label={t`应收`} value={count(effects.dues)} />
        <Figure label={t`改变档次`} value={count(effects.other_tier)} note={percent(effects.other_tier, effects.dues)} />
        <Figure label={t`改变分值`} value={count(effects.other_points)} note={percent(effects.other_points, effects.dues)} />
        <Figure label={t`平均概率`} value={risk(effects.mean_after)} note={t`原为 ${risk(effects.mean_before)}`} />
        <Figure label={t`排序相关系数`} value={effects.rank_correlation === null ? '–' : decimal(effects.rank_correlation, 3)} note={t`1 为次序不变`} />
      </Figures>
      <div className="columns">
        <Flows flows={effects.flows} />
        <Table
          caption={t`理由出现的次数`}
          rows={effects.reasons}
          rowKey={(one) => one.code}
          columns={[
            { key: 'code', header: t`理由`, cell: (one) => featureWord(one.code) },
            { key: 'before', header: t`现在`, cell: (one) => count(one.before), numeric: true },
            { key: 'after', header: t`启用后`, cell: (one) => count(one.after), numeric: true },
            { key: 'change', header: t`变化`, cell: (one) => signed(one.after - one.before), numeric: true },
          ]}
        />
      </div>
      {effects.examples.length > 0 && <Examples examples={effects.examples} />}
    </div>
  )
}

const signed = (value: number) => (value > 0 ? `+${count(value)}` : value < 0 ? `−${count(-value)}` : '0')
