import { type Libnut, loadLibnut, pixelsPerUnit } from '../../libnut/load-libnut.ts'
import { CaptureFailed, type ScreenSource } from '../screen-source.ts'
import { type Look, PolledScreen } from './polled-screen.ts'

/** The screen by way of libnut, ten times a second: it tells neither changes nor cursor shapes. Throws CaptureFailed. */
export async function openLibnutSource(platform: NodeJS.Platform): Promise<ScreenSource> {
  try {
    const libnut = await loadLibnut(platform)
    const scale = pixelsPerUnit(libnut)
    return new PolledScreen({
      name: 'libnut',
      interval: 100,
      look: async () => look(libnut),
      pointer() {
        const { x, y } = libnut.getMousePos()
        return { x: Math.round(x * scale()), y: Math.round(y * scale()) }
      },
    })
  } catch (cause) {
    throw asCaptureFailed(cause)
  }
}

function look(libnut: Libnut): Look {
  try {
    const { width, height, byteWidth, image } = libnut.screen.capture()
    return { width, height, stride: byteWidth, pixels: image }
  } catch (cause) {
    throw asCaptureFailed(cause)
  }
}

function asCaptureFailed(cause: unknown): CaptureFailed {
  return new CaptureFailed(cause instanceof Error ? cause.message : String(cause), { cause })
}
