import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { cellsQuery, type Plan } from '../../api/queries'
import { Checks } from '../../ui/Checks'

interface Props {
  plan: Plan
  leaving: number[]
  locked: number[]
  onLeaving: (numbers: number[]) => void
  onLocked: (numbers: number[]) => void
}

/** The cells of a plan that are given up, because their specialists leave, and those that stay exactly as they are. */
export function KeptCells({ plan, leaving, locked, onLeaving, onLocked }: Props) {
  const { t } = useLingui()
  const cells = useQuery(cellsQuery(plan.id, plan.revision)).data?.features.map((one) => one.properties) ?? []
  const without = (others: number[]) =>
    cells
      .filter(({ number }) => !others.includes(number))
      .map(({ number, name }) => ({ value: String(number), label: `${number} ${name}` }))
  return (
    <div className="kept-cells stack">
      <Checks
        label={t`撤销的网格（专员离开）`}
        hint={t`其中的客户分给相邻网格；一个不选，就只按现有客户调整。`}
        options={without(locked)}
        chosen={leaving.map(String)}
        onChange={(values) => onLeaving(values.map(Number))}
      />
      <Checks
        label={t`锁定的网格（保持原样）`}
        hint={t`边界和客户都不变；其余网格之间重新均衡。`}
        options={without(leaving)}
        chosen={locked.map(String)}
        onChange={(values) => onLocked(values.map(Number))}
      />
    </div>
  )
}
