import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { without } from '../../address/without'
import { count, decimal, signedPercent } from '../../i18n/format'
import { Choice } from '../../ui/Field'
import { densityDecimals, isColouring, type ColourClass, type Colouring } from './colouring'

interface Props {
  colouring: Colouring
  classes: ColourClass[]
}

export function Legend({ colouring, classes }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/grid' })
  const write = (value: number) =>
    colouring === 'deviation' ? signedPercent(value) : colouring === 'density' ? decimal(value, densityDecimals(value)) : count(value)
  const words = ({ from, to }: ColourClass) => {
    if (from === null) return t`不到 ${write(to ?? 0)}`
    return to === null ? t`${write(from)} 以上` : `${write(from)} – ${write(to)}`
  }
  return (
    <div className="legend stack-tight">
      <Choice
        label={t`颜色表示`}
        value={colouring}
        options={[
          { value: 'load', label: t`客户数` },
          { value: 'deviation', label: t`与平均的偏差` },
          { value: 'density', label: t`每平方公里客户` },
        ]}
        onChange={(value) => {
          if (!isColouring(value)) return
          void navigate({
            search: (before) => (value === 'load' ? without(before, 'colour') : { ...before, colour: value }),
            replace: true,
          })
        }}
      />
      <ul>
        {classes.map((one) => (
          <li key={one.colour}>
            <span className="swatch" style={{ background: one.colour }} />
            {words(one)}
          </li>
        ))}
      </ul>
    </div>
  )
}
