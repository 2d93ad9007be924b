import { MeasuredChoice } from '../measured-choice.ts'

export type Picture = ImageBitmap | VideoFrame
type Way = 'bitmap' | 'frame'

const TYPE = 'image/jpeg'

/**
 * The rectangles of an update are decoded side by side and drawn one after the other, on the thread that what is typed waits
 * for: a millisecond of drawing is worth this many of decoding.
 */
const DRAWING_WEIGHT = 3

/** A bitmap is ready to be drawn, and comes late; a frame is ready soon, and is turned into pixels where it is drawn. */
const WAYS: Readonly<Record<Way, (data: Uint8Array<ArrayBuffer>) => Promise<Picture>>> = {
  bitmap: (data) => createImageBitmap(new Blob([data], { type: TYPE }), { colorSpaceConversion: 'none' }),
  async frame(data) {
    const decoder = new ImageDecoder({ type: TYPE, data, colorSpaceConversion: 'none' })
    try {
      return (await decoder.decode()).image
    } finally {
      decoder.close()
    }
  },
}

/** By the power of two of the number of pixels: where the border between small and large lies differs between machines. */
const choices = new Map<number, MeasuredChoice<Way>>()

/** Ends when the last trial does. One at a time, or each would measure the others. */
let trials: Promise<unknown> = Promise.resolve()

/** Decodes in the way that suits pictures of so many pixels best on this machine. */
export async function decodeInBestWay(data: Uint8Array<ArrayBuffer>, pixels: number): Promise<Picture> {
  const choice = choiceFor(Math.floor(Math.log2(pixels)))
  if (choice.settled) return decodeIn(choice.settled, data)
  const trial = trials.then(() => (choice.settled ? undefined : tryOut(choice, data)))
  trials = trial.catch(() => {})
  return (await trial) ?? decodeIn(choice.next(), data)
}

async function tryOut(choice: MeasuredChoice<Way>, data: Uint8Array<ArrayBuffer>): Promise<Picture> {
  const way = choice.next()
  const startedAt = performance.now()
  const picture = await decodeIn(way, data)
  const decoded = performance.now() - startedAt
  choice.took(way, decoded + DRAWING_WEIGHT * drawingTime(picture))
  return picture
}

/** From how many pixels on bitmaps are used, as far as that is settled: for whoever wants to see what this machine chose. */
export function bitmapsFrom(): number | undefined {
  const sizes = [...choices].filter(([, choice]) => choice.settled === 'bitmap').map(([power]) => 2 ** power)
  return sizes.length > 0 ? Math.min(...sizes) : undefined
}

function choiceFor(power: number): MeasuredChoice<Way> {
  let choice = choices.get(power)
  // ImageDecoder exists in secure contexts of some browsers only.
  choice ??= new MeasuredChoice<Way>('ImageDecoder' in globalThis ? ['frame', 'bitmap'] : ['bitmap'])
  choices.set(power, choice)
  return choice
}

/** A browser may have frames but none of this kind. */
function decodeIn(way: Way, data: Uint8Array<ArrayBuffer>): Promise<Picture> {
  return way === 'bitmap' ? WAYS.bitmap(data) : WAYS.frame(data).catch(() => WAYS.bitmap(data))
}

/** Drawn in its full size where nobody sees it, and looked at: a browser puts off what it can. */
function drawingTime(picture: Picture): number {
  const size = 'displayWidth' in picture ? { width: picture.displayWidth, height: picture.displayHeight } : picture
  const { width, height } = size
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  const startedAt = performance.now()
  context?.drawImage(picture, 0, 0)
  context?.getImageData(0, 0, 1, 1)
  return performance.now() - startedAt
}
