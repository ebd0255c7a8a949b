/** What somebody is about while he edits a plan: his tool, the cell that he works on, what he has drawn so far. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { without } from '../../../address/without'
import type { Edit } from '../../../api/edits'
import { cellsQuery, type CellProperties, type Cells, type City, type Plan } from '../../../api/queries'
import { neighboursOf } from './neighbours'
import { AT_ONCE, FIRST_RADIUS, type Tool } from './tools'
import { useEditing, type Done, type Editing } from './useEditing'

const NO_CELLS: Cells = { type: 'FeatureCollection', features: [] }

export interface Studio {
  city: City
  plan: Plan
  cells: Cells
  beside: Map<number, number[]>
  tool: Tool
  use: (tool: Tool) => void
  chosen: CellProperties | undefined
  choose: (cell: number | undefined) => void
  /** The cell that was last chosen on the map itself, or by an edit: the map need not go there. */
  inSight: number | undefined
  radius: number
  setRadius: (radius: number) => void
  parts: number
  setParts: (parts: number) => void
  /** Cells that are to become one, in the order in which they were pointed at. */
  picked: number[]
  /** A cell is pressed on the map, and the tool does not draw. */
  press: (cell: number | undefined) => void
  /** What would be done with what is drawn or picked. */
  wanted: Edit | undefined
  draw: (edit: Edit | undefined) => void
  /** Does what is wanted. */
  finish: () => void
  /** Takes what is drawn or picked off the map. */
  clear: () => void
  /** How often something was taken off: whoever draws begins anew with each. */
  round: number
  editing: Editing
}

export function useStudio(city: City, plan: Plan): Studio {
  const navigate = useNavigate({ from: '/grid' })
  const { cell: number } = useSearch({ from: '/shell/grid' })
  const cells = useQuery(cellsQuery(plan.id, plan.revision)).data ?? NO_CELLS
  const beside = useMemo(() => neighboursOf(cells), [cells])
  const [tool, setTool] = useState<Tool>('choose')
  const [radius, setRadius] = useState(FIRST_RADIUS)
  const [parts, setParts] = useState(2)
  const [picked, setPicked] = useState<number[]>([])
  const [drawn, draw] = useState<Edit>()
  const [round, setRound] = useState(0)
  const [inSight, setInSight] = useState<number>()
  const [workedOn, setWorkedOn] = useState(number)
  const chosen = cells.features.find((one) => one.properties.number === number)?.properties
  const choose = (cell: number | undefined) =>
    void navigate({ search: (before) => (cell === undefined ? without(before, 'cell') : { ...before, cell }), replace: true })

  const takeOff = () => {
    setPicked([])
    draw(undefined)
    setRound((before) => before + 1)
  }
  // What was drawn for one cell is not for another.
  if (workedOn !== number) {
    setWorkedOn(number)
    takeOff()
  }
  const editing = useEditing(city, plan, (done) => {
    takeOff()
    if (AT_ONCE.has(tool)) setTool('choose')
    const next = nextCell(done, number)
    setInSight(next)
    if (next !== number) choose(next)
  })
  const clear = () => {
    takeOff()
    editing.forget()
  }
  const wanted = drawn ?? pickedEdit(tool, picked, chosen?.number, parts)

  return {
    city,
    plan,
    cells,
    beside,
    tool,
    use: (next) => {
      setTool(next)
      clear()
    },
    chosen,
    choose,
    inSight,
    radius,
    setRadius,
    parts,
    setParts,
    picked,
    press: (cell) => {
      if (tool === 'merge') {
        if (cell !== undefined) setPicked((before) => (before.includes(cell) ? before.filter((one) => one !== cell) : [...before, cell]))
        return
      }
      editing.forget()
      setInSight(cell)
      choose(cell)
      const pressed = cells.features.find((one) => one.properties.number === cell)?.properties
      if (tool === 'lock' && pressed) editing.run({ act: 'edit', edit: { kind: 'lock', cells: [pressed.number], locked: !pressed.locked } })
    },
    wanted,
    draw,
    finish: () => wanted && editing.run({ act: 'edit', edit: wanted }),
    clear,
    round,
    editing,
  }
}

function pickedEdit(tool: Tool, picked: number[], chosen: number | undefined, parts: number): Edit | undefined {
  if (tool === 'merge' && picked.length > 1) return { kind: 'merge', cells: picked }
  if (tool === 'parts' && chosen !== undefined) return { kind: 'split', cell: chosen, parts }
  return undefined
}

/** The cell to look at after an edit: the new one that was drawn, the one that is left of those merged, else the same. */
function nextCell({ act, before, edited }: Done, chosen: number | undefined): number | undefined {
  if (act.act === 'edit' && act.edit.kind === 'merge') return act.edit.cells[0]
  if (act.act === 'edit' && act.edit.kind === 'draw') return edited.cells.features.find((one) => !before.has(one.properties.number))?.properties.number
  return chosen !== undefined && edited.gone.includes(chosen) ? undefined : chosen
}
