/** Runs in the page, by itself: the ways among which the console's painting path was chosen, side by side. */
export async function compareCanvases(input: {
  jpegs: readonly { side: number; data: string }[]
  whole: string
}): Promise<string[]> {
  const SIZE = { width: 1920, height: 1080 }
  const lines: string[] = []
  const middle = (times: number[]) => (times.sort((a, b) => a - b)[times.length >> 1] ?? 0).toFixed(2).padStart(7)
  const open = (settings: CanvasRenderingContext2DSettings) => {
    const canvas = Object.assign(document.createElement('canvas'), SIZE)
    document.body.replaceChildren(canvas)
    return canvas.getContext('2d', settings) as CanvasRenderingContext2D
  }
  const look = (context: CanvasRenderingContext2D) => context.getImageData(0, 0, 1, 1)
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

  async function measure(name: string, context: CanvasRenderingContext2D, draw: () => void): Promise<void> {
    const times: number[] = []
    for (let run = 0; run < 25; run += 1) {
      await frame()
      const startedAt = performance.now()
      draw()
      look(context)
      times.push(performance.now() - startedAt)
    }
    lines.push(`${name.padEnd(48)} ${middle(times)}`)
  }

  async function measureJpeg(
    name: string,
    context: CanvasRenderingContext2D,
    decode: () => Promise<ImageBitmap | VideoFrame>,
  ) {
    const [decoding, drawing]: [number[], number[]] = [[], []]
    for (let run = 0; run < 20; run += 1) {
      await frame()
      const startedAt = performance.now()
      const picture = await decode()
      const decodedAt = performance.now()
      context.drawImage(picture, 0, 0)
      picture.close()
      look(context)
      decoding.push(decodedAt - startedAt)
      drawing.push(performance.now() - decodedAt)
    }
    lines.push(`${name.padEnd(48)} ${middle(decoding)} + ${middle(drawing)}`)
  }

  const settings: Record<string, CanvasRenderingContext2DSettings> = {
    plain: { alpha: false },
    desynchronized: { alpha: false, desynchronized: true },
    'willReadFrequently, desynchronized': { alpha: false, desynchronized: true, willReadFrequently: true },
  }
  for (const [name, each] of Object.entries(settings)) {
    const context = open(each)
    const pixels = new ImageData(SIZE.width, SIZE.height)
    await measure(`${name}: putImageData`, context, () => context.putImageData(pixels, 0, 0))
  }
  const context = open({ alpha: false, desynchronized: true })
  const aside = Object.assign(document.createElement('canvas'), SIZE).getContext('2d', { alpha: false })
  for (const [w, h] of [
    [8, 8],
    [600, 400],
    [1920, 1032],
  ] as const) {
    await measure(`copy ${w}x${h}: canvas draws itself`, context, () =>
      context.drawImage(context.canvas, 0, 48, w, h, 0, 0, w, h),
    )
    await measure(`copy ${w}x${h}: pixels read and put`, context, () =>
      context.putImageData(context.getImageData(0, 48, w, h), 0, 0),
    )
    await measure(`copy ${w}x${h}: by way of another canvas`, context, () => {
      aside?.drawImage(context.canvas, 0, 48, w, h, 0, 0, w, h)
      if (aside) context.drawImage(aside.canvas, 0, 0, w, h, 0, 0, w, h)
    })
  }
  for (const { side, data } of [...input.jpegs, { side: 0, data: input.whole }]) {
    const bytes = Uint8Array.fromBase64(data)
    const name = side ? `JPEG ${side}x${side}` : 'JPEG 1920x1080'
    await measureJpeg(`${name}: ImageDecoder`, context, async () => {
      const decoder = new ImageDecoder({ type: 'image/jpeg', data: bytes, colorSpaceConversion: 'none' })
      const { image } = await decoder.decode()
      decoder.close()
      return image
    })
    await measureJpeg(`${name}: createImageBitmap`, context, () =>
      createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }), { colorSpaceConversion: 'none' }),
    )
  }
  return lines
}
