import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { CellProperties } from '../../../api/queries'
import { Button } from '../../../ui/Button'
import type { Studio } from './useStudio'

const MOST_LETTERS = 60

/** A cell gets another name. */
export function NameForm({ cell, studio }: { cell: CellProperties; studio: Studio }) {
  const { t } = useLingui()
  const [name, setName] = useState(cell.name)
  const wanted = name.trim()
  return (
    <form
      className="edit-inline"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted !== '' && wanted !== cell.name) studio.editing.run({ act: 'edit', edit: { kind: 'rename', cell: cell.number, name: wanted } })
      }}
    >
      <input className="input" aria-label={t`网格 ${cell.number} 的名称`} value={name} maxLength={MOST_LETTERS} onChange={(event) => setName(event.target.value)} />
      <Button type="submit">
        <Trans>改名</Trans>
      </Button>
    </form>
  )
}
