/** Reading codes from a camera. The browser's own reader is taken where it has one, else a library that is with the program. */

type Frame = HTMLVideoElement
type Read = (frame: Frame) => Promise<string | undefined>

interface Detector {
  detect: (source: Frame) => Promise<{ rawValue: string }[]>
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector
  getSupportedFormats?: () => Promise<string[]>
}

const EVERY_MS = 150
/** Larger pictures take longer and are read no better. */
const WIDEST = 640

export type NoCamera = 'denied' | 'missing'

/** Show what the camera sees and tell each code that is in it, until it is stopped. */
export async function scan(video: HTMLVideoElement, found: (text: string) => void, signal: AbortSignal): Promise<NoCamera | undefined> {
  // Without a secure address there is no camera to ask for.
  const stream = await navigator.mediaDevices?.getUserMedia({ video: { facingMode: 'environment' } }).catch((error: unknown) => error as DOMException)
  if (!(stream instanceof MediaStream)) return stream?.name === 'NotAllowedError' ? 'denied' : 'missing'
  const stop = () => stream.getTracks().forEach((track) => track.stop())
  if (signal.aborted) return void stop()
  signal.addEventListener('abort', stop, { once: true })
  video.srcObject = stream
  await video.play().catch(() => undefined)
  void watch(video, await reader(), found, signal)
  return undefined
}

async function watch(video: HTMLVideoElement, read: Read, found: (text: string) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const text = video.videoWidth > 0 ? await read(video).catch(() => undefined) : undefined
    if (text !== undefined && !signal.aborted) found(text)
    await new Promise((soon) => setTimeout(soon, EVERY_MS))
  }
}

async function reader(): Promise<Read> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass }
  if (BarcodeDetector && (await BarcodeDetector.getSupportedFormats?.())?.includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    return async (frame) => (await detector.detect(frame))[0]?.rawValue
  }
  const { decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (frame) => {
    if (!context) return undefined
    const scale = Math.min(1, WIDEST / frame.videoWidth)
    canvas.width = Math.round(frame.videoWidth * scale)
    canvas.height = Math.round(frame.videoHeight * scale)
    context.drawImage(frame, 0, 0, canvas.width, canvas.height)
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height))
  }
}
