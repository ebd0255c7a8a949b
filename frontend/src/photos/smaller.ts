/** A photo as it is sent: no larger than is needed to read a paper on it, and without what the camera wrote into it, as the place. */

const LONG_SIDE = 1600
const QUALITY = 0.8
export const KIND = 'image/jpeg'

/** Throws where the browser cannot read it. */
export async function smaller(content: Blob): Promise<Blob> {
  const picture = await createImageBitmap(content)
  try {
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height))
    const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number]
    const canvas = new OffscreenCanvas(width, height)
    const drawing = canvas.getContext('2d')!
    // What is seen through in a picture would become black.
    drawing.fillStyle = '#fff'
    drawing.fillRect(0, 0, width, height)
    drawing.drawImage(picture, 0, 0, width, height)
    return await canvas.convertToBlob({ type: KIND, quality: QUALITY })
  } finally {
    picture.close()
  }
}
