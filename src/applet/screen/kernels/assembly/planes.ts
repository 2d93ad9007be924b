/** Bytes that the kernel works in: the row above, three planes of it, and a tail. */
export function planesBytes(width: i32): usize {
  return 3 * rowStride(width) + 16
}

function rowStride(width: i32): usize {
  return (<usize>width + 31) & ~15
}

/** Three planes, each less what the pixels beside it foretell; see "Byte layouts" in the protocol. */
export function planes(pixels: usize, stride: usize, width: i32, height: i32, work: usize, out: usize): void {
  const above = work + 16
  const rowBytes = rowStride(width)
  const planeBytes = <usize>width * <usize>height
  memory.fill(work, 0, planesBytes(width))
  for (let y = 0; y < height; y += 1) {
    planesOfRow(pixels + <usize>y * stride, width, above, rowBytes, out + <usize>y * <usize>width, planeBytes)
  }
}

function planesOfRow(at: usize, width: i32, above: usize, rowBytes: usize, out: usize, planeBytes: usize): void {
  let greenLeft = i8x16.splat(0)
  let redLeft = i8x16.splat(0)
  let blueLeft = i8x16.splat(0)
  let greenAbove = i8x16.splat(0)
  let redAbove = i8x16.splat(0)
  let blueAbove = i8x16.splat(0)
  for (let x = 0; x < width; x += 16) {
    const source = at + ((<usize>x) << 2)
    const one = byChannel(source)
    const two = byChannel(source + 16)
    const three = byChannel(source + 32)
    const four = byChannel(source + 48)
    const blueGreenLow = v128.shuffle<i32>(one, two, 0, 4, 1, 5)
    const blueGreenHigh = v128.shuffle<i32>(three, four, 0, 4, 1, 5)
    const redLow = v128.shuffle<i32>(one, two, 2, 6, 2, 6)
    const redHigh = v128.shuffle<i32>(three, four, 2, 6, 2, 6)
    const green = v128.shuffle<i64>(blueGreenLow, blueGreenHigh, 1, 3)
    const red = i8x16.sub(v128.shuffle<i64>(redLow, redHigh, 0, 2), green)
    const blue = i8x16.sub(v128.shuffle<i64>(blueGreenLow, blueGreenHigh, 0, 2), green)

    const row = above + <usize>x
    const greenHere = v128.load(row)
    const redHere = v128.load(row + rowBytes)
    const blueHere = v128.load(row + 2 * rowBytes)
    const count = min(16, width - x)
    const to = out + <usize>x
    put(to, less(green, greenLeft, greenHere, greenAbove), count)
    put(to + planeBytes, less(red, redLeft, redHere, redAbove), count)
    put(to + 2 * planeBytes, less(blue, blueLeft, blueHere, blueAbove), count)
    v128.store(row, green)
    v128.store(row + rowBytes, red)
    v128.store(row + 2 * rowBytes, blue)
    greenLeft = green
    redLeft = red
    blueLeft = blue
    greenAbove = greenHere
    redAbove = redHere
    blueAbove = blueHere
  }
}

/** Four pixels as four blues, four greens, four reds and the rest. */
function byChannel(at: usize): v128 {
  const four = v128.load(at)
  return v128.shuffle<u8>(four, four, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)
}

/** Values less what foretells them, given the sixteen values before, those above, and those before above. */
function less(values: v128, before: v128, above: v128, beforeAbove: v128): v128 {
  const left = shiftIn(before, values)
  const corner = shiftIn(beforeAbove, above)
  const low = i8x16.min_u(left, above)
  const high = i8x16.max_u(left, above)
  const clamped = i8x16.max_u(low, i8x16.min_u(high, corner))
  return i8x16.sub(values, i8x16.sub(i8x16.add(low, high), clamped))
}

/** The value left of each of sixteen. */
function shiftIn(before: v128, values: v128): v128 {
  return v128.shuffle<u8>(before, values, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
}

/** No byte more than there are: the next plane begins behind this one. */
function put(to: usize, values: v128, count: i32): void {
  if (count === 16) {
    v128.store(to, values)
    return
  }
  let rest = values
  for (let at: usize = 0; at < <usize>count; at += 1) {
    store<u8>(to + at, i8x16.extract_lane_u(rest, 0))
    rest = v128.shuffle<u8>(rest, rest, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0)
  }
}
