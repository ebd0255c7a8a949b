import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { memo } from 'react'
import type { CellProperties } from '../../api/queries'
import { count } from '../../i18n/format'
import { Icon } from '../../ui/icons'
import { valueOf } from './colouring'
import { writeValue } from './colouring-words'
import type { Colouring } from './colourings'
import type { Figured } from './figures'

export interface CellTool {
  header: string
  of: (cell: CellProperties) => React.ReactNode
}

interface Props {
  plan: string
  cell: Figured
  figure: Colouring
  isChosen: boolean
  tool: CellTool | undefined
}

/** A cell in the list of all. */
export const CellRow = memo(function CellRow({ plan, cell, figure, isChosen, tool }: Props) {
  return (
    <tr aria-current={isChosen ? 'true' : undefined}>
      <td>
        <CellLink plan={plan} cell={cell.number}>
          <span className="soft">{cell.number}</span> {cell.name}
          {cell.locked && !tool && <Locked />}
        </CellLink>
      </td>
      <td className="number">{count(cell.load)}</td>
      <td className="number">{writeValue(valueOf(cell, figure), figure)}</td>
      {tool && <td>{tool.of(cell)}</td>}
    </tr>
  )
})

/** Leads to a cell. The router's own link works out its address anew with each change of the page's, a thousand times here. */
function CellLink({ plan, cell, children }: { plan: string; cell: number; children: React.ReactNode }) {
  const navigate = useNavigate({ from: '/grid' })
  return (
    <a
      href={`/grid?plan=${plan}&cell=${cell}`}
      onClick={(event) => {
        // Beside the page, in another tab, it is a link like any other.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        void navigate({ search: (before) => ({ ...before, plan, cell }) })
      }}
    >
      {children}
    </a>
  )
}

/** Says that edits leave a cell as it is. */
function Locked() {
  const { t } = useLingui()
  return (
    <>
      <Icon name="lock" size={16} />
      <span className="visually-hidden">{t`已锁定`}</span>
    </>
  )
}
