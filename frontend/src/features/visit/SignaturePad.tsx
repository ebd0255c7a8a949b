import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type PointerEvent } from 'react'
import { Button } from '../../ui/Button'
import { PAD, pathOf, type Point, type Stroke } from './signature'

interface Props {
  strokes: Stroke[]
  onChange: (strokes: Stroke[]) => void
}

/** A field to sign in with finger, pen or mouse. Whoever uses none of them confirms by voice. */
export function SignaturePad({ strokes, onChange }: Props) {
  const { t } = useLingui()
  const [drawing, setDrawing] = useState<number>()
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    // The palm that follows the finger is no stroke.
    if (drawing !== undefined) return
    setDrawing(event.pointerId)
    event.currentTarget.setPointerCapture(event.pointerId)
    // For what stands around it a stroke is input, as a letter in a field is.
    event.currentTarget.dispatchEvent(new Event('input', { bubbles: true }))
    onChange([...strokes, [pointOf(event)]])
  }
  const go = (event: PointerEvent<SVGSVGElement>) => {
    if (drawing === event.pointerId) onChange([...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), pointOf(event)]])
  }
  const end = (event: PointerEvent) => {
    if (drawing === event.pointerId) setDrawing(undefined)
  }
  return (
    <div className="stack-tight">
      <svg
        className="signature"
        viewBox={`0 0 ${PAD.width} ${PAD.height}`}
        aria-label={t`签名处；不能在屏幕上书写时，请选口头确认`}
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
      >
        {strokes.map((stroke, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- A stroke has nothing but its place.
          <path key={index} d={pathOf(stroke)} />
        ))}
      </svg>
      <div className="row">
        <span className="soft">{t`请客户本人在框里签名。`}</span>
        <span className="row-end" />
        <Button look="quiet" onPress={() => onChange([])}>
          <Trans>清除</Trans>
        </Button>
      </div>
    </div>
  )
}

function pointOf({ clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>): Point {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  return [((clientX - left) / width) * PAD.width, ((clientY - top) / height) * PAD.height]
}
