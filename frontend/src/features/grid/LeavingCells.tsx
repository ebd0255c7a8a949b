import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { cellsQuery, type Plan } from '../../api/queries'
import { Checks } from '../../ui/Checks'

interface Props {
  plan: Plan
  chosen: number[]
  onChange: (chosen: number[]) => void
}

/** The cells of a plan that are given up, because their specialists leave. */
export function LeavingCells({ plan, chosen, onChange }: Props) {
  const { t } = useLingui()
  const cells = useQuery(cellsQuery(plan.id, plan.revision)).data?.features ?? []
  return (
    <div className="leaving-cells">
      <Checks
        label={t`撤销的网格（专员离开）`}
        hint={t`其中的客户分给相邻网格；一个不选，就只按现有客户调整。`}
        options={cells.map(({ properties: { number, name } }) => ({ value: String(number), label: `${number} ${name}` }))}
        chosen={chosen.map(String)}
        onChange={(values) => onChange(values.map(Number))}
      />
    </div>
  )
}
