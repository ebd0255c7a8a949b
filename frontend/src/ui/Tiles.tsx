import { Label, Radio, RadioGroup } from 'react-aria-components'
import './tiles.css'

export interface Tile<Value extends string> {
  value: Value
  label: string
  hint?: string | undefined
}

interface Props<Value extends string> {
  label: string
  /** The label is only for who does not see the heading above. */
  isLabelHidden?: boolean
  tiles: Tile<Value>[]
  value: Value | undefined
  onChange: (value: Value) => void
}

/** A choice of a few, each big enough for a thumb. */
export function Tiles<Value extends string>({ label, isLabelHidden = false, tiles, value, onChange }: Props<Value>) {
  return (
    <RadioGroup className="tiles" value={value ?? null} onChange={(chosen) => onChange(chosen as Value)}>
      <Label className={isLabelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <div className="tiles-grid">
        {tiles.map((tile) => (
          <Radio key={tile.value} value={tile.value} className="tile">
            <span>
              {tile.label}
              {tile.hint && <small>{tile.hint}</small>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
