/** RGBA bytes from ARGB, premultiplied, one pixel in each native long. */
export function fromPremultiplied(argb: BigUint64Array): Uint8Array {
  const rgba = new Uint8Array(argb.length * 4)
  argb.forEach((pixel, index) => {
    const value = Number(pixel & 0xffff_ffffn)
    const alpha = value >>> 24
    const plain = (premultiplied: number) =>
      alpha === 0 ? 0 : Math.min(255, Math.round((premultiplied * 255) / alpha))
    rgba.set([plain((value >>> 16) & 255), plain((value >>> 8) & 255), plain(value & 255), alpha], index * 4)
  })
  return rgba
}
