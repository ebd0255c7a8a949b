import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { without } from '../../address/without'
import type { City, Plan } from '../../api/queries'
import { barrierWords } from '../../i18n/barriers'
import { Checks } from '../../ui/Checks'
import { Choice } from '../../ui/Field'
import { useIsNarrow } from '../../ui/narrow'
import type { ColourClass } from './colouring'
import { colouringWords, writeValue } from './colouring-words'
import { isColouring, type Colouring } from './colourings'
import type { Figures } from './figures'
import { layersText, type Layer } from './layers'
import { LegendState } from './LegendState'

interface Props {
  city: City
  plan: Plan | undefined
  colouring: Colouring
  classes: ColourClass[]
  layers: Layer[]
  figures: Figures
}

export function Legend({ city, plan, colouring, classes, layers, figures }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/grid' })
  const isNarrow = useIsNarrow()
  const write = (value: number) => writeValue(value, colouring)
  const words = ({ from, to }: ColourClass) => {
    if (colouring === 'worked_by') return write(from ?? 0)
    if (from === null) return t`不到 ${write(to ?? 0)}`
    return to === null ? t`${write(from)} 以上` : `${write(from)} – ${write(to)}`
  }
  return (
    <details className="legend" open={!isNarrow}>
      <summary>
        <Trans>图例</Trans>
      </summary>
      <div className="stack-tight">
        <Choice
          label={t`颜色表示`}
          value={colouring}
          options={colouringWords()}
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
        <LegendState plan={plan} figures={figures} colouring={colouring} />
        <Layers city={city} plan={plan} layers={layers} />
      </div>
    </details>
  )
}

/** What is drawn with the cells. Barriers come from the basemap, so a city without one has none to show. */
function Layers({ city, plan, layers }: Pick<Props, 'city' | 'plan' | 'layers'>) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/grid' })
  const asked = (label: string) => (plan?.quality?.opened ? t`${label}（有跨越）` : t`${label}（不跨越）`)
  const barriers = barrierWords().map(({ value, label }) => ({ value, label: plan?.barriers.includes(value) ? asked(label) : label }))
  return (
    <Checks<Layer>
      label={t`同时显示`}
      options={[{ value: 'places', label: t`客户位置` }, ...(city.basemap ? barriers : [])]}
      chosen={layers}
      onChange={(chosen) => void navigate({ search: (before) => ({ ...before, layers: layersText(chosen) }), replace: true })}
    />
  )
}
