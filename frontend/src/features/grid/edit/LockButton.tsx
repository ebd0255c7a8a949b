import { useLingui } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import type { CellProperties } from '../../../api/queries'
import { LineIcon } from '../../../ui/icons'
import { EDIT_ICONS } from './icons'
import type { Editing } from './useEditing'

/** Locks a cell, so that no other edit changes it, or unlocks it. */
export function LockButton({ cell: { number, locked }, run }: { cell: CellProperties; run: Editing['run'] }) {
  const { t } = useLingui()
  return (
    <Button
      className="button button-quiet edit-lock"
      aria-label={locked ? t`解锁网格 ${number}` : t`锁定网格 ${number}`}
      data-locked={locked || undefined}
      onPress={() => run({ act: 'edit', edit: { kind: 'lock', cells: [number], locked: !locked } })}
    >
      <LineIcon path={EDIT_ICONS[locked ? 'lock' : 'unlock']} size={18} />
    </Button>
  )
}
