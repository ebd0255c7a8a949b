import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'

/** A code that is read out or printed, typed. */
export function CodeField({ onCode }: { onCode: (typed: string) => void }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  return (
    <form
      className="door-code"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() === '') return
        onCode(typed)
        setTyped('')
      }}
    >
      <Field label={t`签到码`} hint={t`二维码下面或名单上的 12 位字母和数字`} value={typed} onChange={setTyped} autoComplete="off" />
      <Button type="submit" isDisabled={typed.trim() === ''}>
        <Trans>签到</Trans>
      </Button>
    </form>
  )
}
