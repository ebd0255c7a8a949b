import { Trans, useLingui } from '@lingui/react/macro'
import { useId, useState } from 'react'
import type { CellProperties } from '../../../api/queries'
import { Button } from '../../../ui/Button'
import type { Studio } from './useStudio'
import './name.css'

const MOST_LETTERS = 60

/** A cell gets another name. */
export function NameForm({ cell, studio }: { cell: CellProperties; studio: Studio }) {
  const { t } = useLingui()
  const whyId = useId()
  const [name, setName] = useState(cell.name)
  const wanted = name.trim()
  const why = wanted === '' ? t`名称不能为空。` : wanted === cell.name ? t`名称还没有改。` : undefined
  return (
    <form
      className="edit-inline edit-name"
      onSubmit={(event) => {
        event.preventDefault()
        if (!why) studio.editing.run({ act: 'edit', edit: { kind: 'rename', cell: cell.number, name: wanted } })
      }}
    >
      <input
        className="input"
        aria-label={t`网格 ${cell.number} 的名称`}
        aria-describedby={why && whyId}
        value={name}
        maxLength={MOST_LETTERS}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" isDisabled={why !== undefined}>
        <Trans>改名</Trans>
      </Button>
      {why && (
        <p className="soft" id={whyId}>
          {why}
        </p>
      )}
    </form>
  )
}
