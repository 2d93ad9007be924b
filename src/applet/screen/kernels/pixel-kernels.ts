import { readKernelBytes } from './kernel-bytes.ts'

/**
 * The kernels of `assembly/`, which say what each does. They know addresses only: a pixel has four bytes, and rows are
 * `stride` bytes apart. Up to 64 bytes behind the last pixel are read, and as many behind a result are written.
 */
export interface PixelKernels {
  readonly COLOUR_TABLE_BYTES: { readonly value: number }
  countColours(pixels: number, stride: number, width: number, height: number, most: number, table: number): number
  indexColours(
    pixels: number,
    stride: number,
    width: number,
    height: number,
    table: number,
    indices: number,
    indexStride: number,
  ): number
  listColours(table: number, out: number): void
  packIndices(indices: number, indexStride: number, width: number, height: number, bits: number): number
  planes(pixels: number, stride: number, width: number, height: number, work: number, out: number): void
  planesBytes(width: number): number
  markDiffering(
    one: number,
    other: number,
    stride: number,
    left: number,
    top: number,
    right: number,
    bottom: number,
    marks: number,
    columns: number,
  ): void
  boundDifferences(one: number, other: number, stride: number, width: number, height: number, result: number): number
  shrinkToHalf(pixels: number, stride: number, width: number, height: number, out: number): void
  shrinkToQuarter(pixels: number, stride: number, width: number, height: number, out: number): void
  copyRows(from: number, to: number, stride: number, rowBytes: number, rows: number): void
  readonly WEIGHT_BYTES: { readonly value: number }
  hashRows(
    pixels: number,
    stride: number,
    width: number,
    height: number,
    weights: number,
    hashes: number,
    columnBytes: number,
  ): void
  findScroll(
    shownHashes: number,
    nextHashes: number,
    columnBytes: number,
    width: number,
    height: number,
    work: number,
    result: number,
  ): number
  scrollBytes(columns: number, height: number): number
}

interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

/** What we use of it; the types of Node leave it out. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => Memory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

const PAGE = 65_536

let compiled: object | undefined

/** The kernels over a memory of their own, whose bytes the caller, who has asked them what they need, says once. */
export function openPixelKernels<Plan extends { readonly end: number }>(plan: (kernels: PixelKernels) => Plan) {
  compiled ??= new WebAssembly.Module(readKernelBytes())
  const memory = new WebAssembly.Memory({ initial: 0 })
  const kernels = new WebAssembly.Instance(compiled, { env: { memory } }).exports as PixelKernels
  const planned = plan(kernels)
  memory.grow(Math.ceil(planned.end / PAGE))
  return { kernels, plan: planned, bytes: memory.buffer }
}
