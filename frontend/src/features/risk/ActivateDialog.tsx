import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { activateCard, type Card } from '../../api/cards'
import { cardName } from '../../i18n/card-words'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { NoteField } from '../../ui/NoteField'
import { ErrorNotice } from '../../ui/Notice'
import { tell } from '../../ui/toast'

interface Props {
  city: string
  card: Card
  inForce: string
  isOpen: boolean
  onClose: () => void
}

/** Puts a card in force, with a reason. */
export function ActivateDialog({ city, card, inForce, isOpen, onClose }: Props) {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const activate = useMutation({
    mutationFn: () => activateCard(city, card.version, { reason, revision: card.revision, in_force: inForce }),
    onSuccess: async () => {
      tell(t`已启用「${cardName(card)}」，应收清单正在重新评分。`)
      setReason('')
      onClose()
      await queries.invalidateQueries({ queryKey: ['cards', city] })
    },
  })
  return (
    <Dialog title={t`启用「${cardName(card)}」`} isOpen={isOpen} onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(submitted) => {
          submitted.preventDefault()
          activate.mutate()
        }}
      >
        <p className="soft">
          <Trans>应收清单将马上按它重新评分，以后每天也按它评分。启用后这张评分卡不能再改，但随时可以换回别的。</Trans>
        </p>
        <NoteField label={t`为什么启用`} value={reason} onChange={setReason} maxLength={300} isRequired autoFocus />
        {activate.error && <ErrorNotice error={activate.error} />}
        <div className="row dialog-foot">
          <span className="row-end" />
          <Button onPress={onClose}>
            <Trans>取消</Trans>
          </Button>
          <Button type="submit" look="primary" isPending={activate.isPending} isDisabled={reason.trim().length < 2}>
            <Trans>启用</Trans>
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
