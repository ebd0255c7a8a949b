import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { cellQuery, type CellProperties } from '../../../api/queries'
import { count } from '../../../i18n/format'
import { Button } from '../../../ui/Button'
import type { Studio } from './useStudio'

interface Props {
  studio: Studio
  cell: CellProperties
  /** The neighbour that a community goes to. */
  to: CellProperties
}

/** The communities of a cell, each to be moved to a neighbour. */
export function PlaceMover({ studio: { plan, editing }, cell, to }: Props) {
  const { t } = useLingui()
  const places = useQuery(cellQuery(plan.id, plan.revision, cell.number)).data?.places ?? []
  return (
    <details className="edit-places">
      <summary>
        <Trans>小区与客户</Trans> <span className="soft">{count(places.length)}</span>
      </summary>
      <ul>
        {places.map(({ id, name, customers }) => {
          const word = name ?? t`人工定位的客户`
          return (
            <li key={id} className="row">
              <span>
                {word} <span className="soft">{count(customers)}</span>
              </span>
              <span className="row-end" />
              <Button
                look="quiet"
                aria-label={t`把 ${word} 移到网格 ${to.number}`}
                onPress={() => editing.run({ act: 'edit', edit: { kind: 'move', to: to.number, places: [id], radius_m: 0 } })}
              >
                {t`移到 ${to.number}`}
              </Button>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
