import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { cardFile, copyCard, deleteCard, type Card } from '../../api/cards'
import { cardName } from '../../i18n/card-words'
import { Button } from '../../ui/Button'
import { download } from '../../ui/csv'
import { ErrorNotice } from '../../ui/Notice'
import { ActivateDialog } from './ActivateDialog'
import { CardState } from './Cards'

interface Props {
  city: string
  card: Card
  inForce: string
  edits: boolean
}

/** What can be done with a card. */
export function CardActions({ city, card, inForce, edits }: Props) {
  const { t } = useLingui()
  const [activates, setActivates] = useState(false)
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/risk/card' })
  const refresh = () => queries.invalidateQueries({ queryKey: ['cards', city], exact: true })
  const copy = useMutation({
    mutationFn: () => copyCard(city, card.version, t`${cardName(card)} 副本`.slice(0, 40)),
    onSuccess: async (made) => {
      await refresh()
      await navigate({ search: { card: made.version } })
    },
  })
  const remove = useMutation({
    mutationFn: () => deleteCard(city, card.version),
    onSuccess: async () => {
      await navigate({ search: {} })
      await refresh()
    },
  })
  const save = useMutation({ mutationFn: () => cardFile(city, card.version), onSuccess: (file) => download(file.name, file.toml) })
  const error = copy.error ?? remove.error ?? save.error
  return (
    <>
      <div className="row card-head">
        <h2>{cardName(card)}</h2>
        <CardState state={card.state} />
        <span className="row-end" />
        <Button icon="download" onPress={() => save.mutate()} isPending={save.isPending}>
          <Trans>导出 TOML</Trans>
        </Button>
        {edits && (
          <Button icon="file" onPress={() => copy.mutate()} isPending={copy.isPending}>
            <Trans>复制为草稿</Trans>
          </Button>
        )}
        {edits && card.state === 'draft' && (
          <Button icon="bin" look="danger" onPress={() => remove.mutate()} isPending={remove.isPending}>
            <Trans>删除草稿</Trans>
          </Button>
        )}
        {edits && card.version !== inForce && (
          <Button look="primary" onPress={() => setActivates(true)}>
            {card.state === 'draft' ? <Trans>启用…</Trans> : <Trans>换回这张…</Trans>}
          </Button>
        )}
      </div>
      {error && <ErrorNotice error={error} />}
      <ActivateDialog city={city} card={card} inForce={inForce} isOpen={activates} onClose={() => setActivates(false)} />
    </>
  )
}
