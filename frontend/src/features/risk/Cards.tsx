import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { CardList, CardRow } from '../../api/cards'
import { cardName, cardStateWord } from '../../i18n/card-words'
import { dateTime } from '../../i18n/format'
import { Section } from '../../ui/Section'
import { Table, type Column } from '../../ui/Table'

/** All cards of the city; one of them is shown beneath. */
export function Cards({ cards, shown }: { cards: CardList; shown: string }) {
  const { t } = useLingui()
  const columns: Column<CardRow>[] = [
    {
      key: 'name',
      header: t`评分卡`,
      cell: (card) => (
        <Link to="/risk/card" search={{ card: card.version }} aria-current={card.version === shown ? 'true' : undefined} className="card-link">
          {cardName(card)}
        </Link>
      ),
    },
    { key: 'version', header: t`版本`, cell: (card) => card.version },
    { key: 'state', header: t`状态`, cell: (card) => <CardState state={card.state} /> },
    { key: 'from', header: t`来源`, cell: (card) => (card.copied_from ? t`复制自 ${card.copied_from}` : card.name === null ? t`随程序` : t`文件导入`) },
    { key: 'changed', header: t`最后修改`, cell: (card) => (card.changed_at ? `${card.changed_by ?? ''} ${dateTime(card.changed_at)}` : '–') },
  ]
  return (
    <Section title={t`评分卡`}>
      <Table caption={t`全部评分卡`} columns={columns} rows={cards.items} rowKey={(card) => card.version} />
    </Section>
  )
}

export function CardState({ state }: { state: string }) {
  return <span className={state === 'in_force' ? 'badge badge-good' : state === 'draft' ? 'badge badge-warn' : 'badge'}>{cardStateWord(state)}</span>
}
