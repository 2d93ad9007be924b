export type Picture = ImageBitmap | VideoFrame

const TYPE = 'image/jpeg'

/**
 * ImageDecoder where the browser has it: over a whole session of full-screen video it takes 0.8 of the processor time of
 * bitmaps, and pictures are 0.9 as old (decision 10). It exists in secure contexts only.
 */
export function decodeNatively(data: Uint8Array<ArrayBuffer>): Promise<Picture> {
  return 'ImageDecoder' in globalThis ? frameOf(data).catch(() => bitmapOf(data)) : bitmapOf(data)
}

/** Ready soon, and turned into pixels where it is drawn. A browser may have frames, but none of this kind. */
async function frameOf(data: Uint8Array<ArrayBuffer>): Promise<Picture> {
  const decoder = new ImageDecoder({ type: TYPE, data, colorSpaceConversion: 'none' })
  try {
    return (await decoder.decode()).image
  } finally {
    decoder.close()
  }
}

function bitmapOf(data: Uint8Array<ArrayBuffer>): Promise<Picture> {
  return createImageBitmap(new Blob([data], { type: TYPE }), { colorSpaceConversion: 'none' })
}
