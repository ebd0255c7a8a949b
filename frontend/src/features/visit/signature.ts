/** Strokes of a hand on a field, and the picture in which they stand below what they acknowledge. */

export type Point = [x: number, y: number]
export type Stroke = Point[]

export const PAD = { width: 1200, height: 400 }
const MARGIN = 40
const LINE = 44
const INK = '#111'

/** Through the middles between the points, so that a quick hand makes no corners. A dot is a stroke as well. */
export function pathOf(stroke: Stroke): string {
  const [first = [0, 0]] = stroke
  const parts = stroke.map((point, index) => {
    const next = stroke[index + 1] ?? point
    return `Q ${said(point)} ${said([(point[0] + next[0]) / 2, (point[1] + next[1]) / 2])}`
  })
  return [`M ${said(first)} l 0.1 0`, ...parts].join(' ')
}

const said = (point: Point): string => point.map((one) => one.toFixed(1)).join(' ')

/** Text in lines that are no wider than allowed; words of letters stay whole. */
export function linesOf(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const part of text.match(/[\w'’.,:;-]+\s*|./gu) ?? []) {
    if (line !== '' && !fits(line + part)) {
      lines.push(line)
      line = ''
    }
    line += part
  }
  return line === '' ? lines : [...lines, line]
}

/** What was acknowledged with the signature below it: one picture, so that neither goes without the other. */
export async function pictureOf(strokes: Stroke[], text: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(PAD.width, 1)
  const font = '30px sans-serif'
  const measuring = canvas.getContext('2d')!
  measuring.font = font
  const lines = linesOf(text, (line) => measuring.measureText(line).width <= PAD.width - 2 * MARGIN)
  canvas.height = 2 * MARGIN + lines.length * LINE + PAD.height
  const context = canvas.getContext('2d')!
  Object.assign(context, { fillStyle: '#fff' })
  context.fillRect(0, 0, canvas.width, canvas.height)
  Object.assign(context, { fillStyle: INK, font, textBaseline: 'top' })
  lines.forEach((line, index) => context.fillText(line, MARGIN, MARGIN + index * LINE))
  context.fillRect(MARGIN, MARGIN + lines.length * LINE, PAD.width - 2 * MARGIN, 2)
  context.translate(0, 2 * MARGIN + lines.length * LINE)
  Object.assign(context, { lineWidth: 5, lineCap: 'round', lineJoin: 'round', strokeStyle: INK })
  for (const stroke of strokes) context.stroke(new Path2D(pathOf(stroke)))
  return canvas.convertToBlob({ type: 'image/png' })
}
