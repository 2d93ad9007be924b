import { CaptureFailed, type ScreenSource } from '../screen-source.ts'
import { type Look, PolledScreen } from './polled-screen.ts'

type Screenshot = typeof import('screenshot-desktop').default
type Sharp = typeof import('sharp').default

/**
 * The screen by the programs that systems have for it (ImageMagick's `import`, `screencapture`, a script on Windows), twice
 * a second. The last resort: a picture takes a fifth of a second, and only the primary monitor is in it. Throws CaptureFailed.
 */
export async function openScreenshotSource(): Promise<ScreenSource> {
  const { screenshot, sharp } = await load()
  await requireDisplay(screenshot)
  return new PolledScreen({ name: 'screenshot-desktop', interval: 500, look: () => look(screenshot, sharp) })
}

async function load(): Promise<{ screenshot: Screenshot; sharp: Sharp }> {
  try {
    return {
      screenshot: (await import('screenshot-desktop')).default,
      sharp: (await import('sharp')).default,
    }
  } catch (cause) {
    throw new CaptureFailed('screenshot-desktop or sharp is not installed for this system.', { cause })
  }
}

/** On Linux a screenshot without a display neither resolves nor rejects, so the displays are asked for before each. */
async function requireDisplay(screenshot: Screenshot): Promise<void> {
  try {
    await screenshot.listDisplays()
  } catch (cause) {
    throw new CaptureFailed('This system names no display.', { cause })
  }
}

async function look(screenshot: Screenshot, sharp: Sharp): Promise<Look> {
  await requireDisplay(screenshot)
  try {
    const picture = sharp(await screenshot({ format: 'jpg' }))
    const { data, info } = await picture
      .removeAlpha()
      .recomb(SWAP_RED_AND_BLUE)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, stride: info.width * 4, pixels: data }
  } catch (cause) {
    throw new CaptureFailed('No program of this system made a screenshot (on Linux: xrandr and ImageMagick).', {
      cause,
    })
  }
}

const SWAP_RED_AND_BLUE: import('sharp').Matrix3x3 = [
  [0, 0, 1],
  [0, 1, 0],
  [1, 0, 0],
]
