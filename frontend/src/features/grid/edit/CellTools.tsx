import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Edit } from '../../../api/edits'
import type { CellProperties } from '../../../api/queries'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Field'
import { LockButton } from './LockButton'
import { NameForm } from './NameForm'
import { PartsChoice } from './PartsChoice'
import { PlaceMover } from './PlaceMover'
import type { Studio } from './useStudio'

/** All that can be done to a cell without the map. */
export function CellTools({ studio, cell }: { studio: Studio; cell: CellProperties }) {
  const { t } = useLingui()
  const { beside, cells, editing, parts, setParts } = studio
  const neighbours = (beside.get(cell.number) ?? []).flatMap((number) => cells.features.filter((one) => one.properties.number === number)).map((one) => one.properties)
  const [chosen, setChosen] = useState<number>()
  const neighbour = neighbours.find((one) => one.number === chosen) ?? neighbours[0]
  const run = (edit: Edit) => editing.run({ act: 'edit', edit })
  return (
    <section className="stack-tight edit-tools-of-cell" aria-label={t`网格 ${cell.number}`}>
      <div className="row">
        <h2>
          <span className="soft">{cell.number}</span> {cell.name}
        </h2>
        <span className="row-end" />
        <LockButton cell={cell} run={editing.run} />
        <Button look="quiet" icon="close" aria-label={t`关闭`} onPress={() => studio.choose(undefined)} />
      </div>
      {cell.locked ? (
        <p className="soft">
          <Trans>已锁定，解锁后才能改。</Trans>
        </p>
      ) : (
        <>
          <NameForm key={`${cell.number} ${cell.name}`} cell={cell} studio={studio} />
          <div className="edit-inline">
            <PartsChoice parts={parts} onChange={setParts} />
            <Button onPress={() => run({ kind: 'split', cell: cell.number, parts })}>
              <Trans>均分</Trans>
            </Button>
          </div>
          {neighbour && (
            <>
              <div className="edit-inline">
                <Choice
                  label={t`相邻网格`}
                  value={String(neighbour.number)}
                  options={neighbours.map((one) => ({ value: String(one.number), label: one.locked ? t`${one.number} ${one.name}（已锁定）` : `${one.number} ${one.name}` }))}
                  onChange={(value) => setChosen(Number(value))}
                />
                <Button onPress={() => run({ kind: 'merge', cells: [cell.number, neighbour.number] })}>
                  <Trans>合并进来</Trans>
                </Button>
              </div>
              <PlaceMover studio={studio} cell={cell} to={neighbour} />
            </>
          )}
        </>
      )}
    </section>
  )
}
