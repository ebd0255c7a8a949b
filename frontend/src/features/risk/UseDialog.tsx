import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { activateRisk, riskModelsQuery } from '../../api/risk-models'
import { SAID } from '../../i18n/risk-words'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { NoteField } from '../../ui/NoteField'
import { ErrorNotice } from '../../ui/Notice'
import { tell } from '../../ui/toast'

interface Props {
  city: string
  /** Null for the points card alone. */
  model: number | null
  isOpen: boolean
  onClose: () => void
}

/** Puts a model, or the points card alone, in force, with a reason. */
export function UseDialog({ city, model, isOpen, onClose }: Props) {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const use = useMutation({
    mutationFn: () => activateRisk(city, model, reason),
    onSuccess: (found) => {
      queries.setQueryData(riskModelsQuery(city).queryKey, found)
      tell(model === null ? t`已改回评分卡，应收清单正在重新评分。` : t`已启用模型 ${model}，应收清单正在重新评分。`)
      setReason('')
      onClose()
    },
  })
  return (
    <Dialog title={model === null ? t`改回评分卡` : t`启用模型 ${model}`} isOpen={isOpen} onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(submitted) => {
          submitted.preventDefault()
          use.mutate()
        }}
      >
        <p className="soft">{model === null ? SAID.byCard() : SAID.byModel()}</p>
        <NoteField label={t`为什么`} value={reason} onChange={setReason} maxLength={300} isRequired autoFocus />
        {use.error && <ErrorNotice error={use.error} />}
        <div className="row dialog-foot">
          <span className="row-end" />
          <Button onPress={onClose}>
            <Trans>取消</Trans>
          </Button>
          <Button type="submit" look="primary" isPending={use.isPending} isDisabled={reason.trim().length < 2}>
            <Trans>启用</Trans>
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
