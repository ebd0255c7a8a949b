import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Kept } from '../../api/copy'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'

interface Props {
  kept: Kept
  onChoose: (customer: { customer: number; name: string }) => void
  onClose: () => void
}

const SHOWN = 8

/** With whom: found as in the search. */
export function PickDialog({ kept, onChoose, onClose }: Props) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const found = typed.trim() === '' ? [] : kept.search(typed).slice(0, SHOWN)
  return (
    <Dialog title={t`约哪位客户`} isOpen onClose={onClose} wide>
      <Field label={t`姓名、拼音、首字母、手机尾号或保单号`} type="search" inputMode="search" value={typed} onChange={setTyped} autoFocus autoComplete="off" />
      <ul className="pick-hits" aria-label={t`找到的客户`}>
        {found.map((one) => (
          <li key={one.customer_id}>
            <button type="button" className="pick-hit" onClick={() => onChoose({ customer: one.customer_id, name: one.name_masked })}>
              <strong>{one.name_masked}</strong> <span className="number">{one.mobile_masked}</span>
              <span className="soft">{one.community ?? one.address_masked}</span>
            </button>
          </li>
        ))}
      </ul>
      {typed.trim() !== '' && found.length === 0 && (
        <p className="soft">
          <Trans>没有找到</Trans>
        </p>
      )}
    </Dialog>
  )
}
