import { expect, test } from 'vitest'
import { readLines } from '../../../../../../src/applet/ui/pages/link/read-lines.ts'

async function linesOf(...pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<string[]> {
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  return Array.fromAsync(readLines(stream))
}

const bytes = (text: string) => Uint8Array.from(Buffer.from(text))

test('lines come whole, however they were cut, letters of several bytes too', async () => {
  const whole = bytes('{"a":"Zoë"}\n\n{"b":"→"}\nnot at its end')
  const single = [...whole].map((byte) => Uint8Array.of(byte))
  const wanted = ['{"a":"Zoë"}', '', '{"b":"→"}']
  expect(await linesOf(whole)).toEqual(wanted)
  expect(await linesOf(...single)).toEqual(wanted)
})

test('a line that does not end is not kept', async () => {
  const piece = bytes('x'.repeat(1024 * 1024))
  await expect(linesOf(piece, piece, piece, piece, piece)).rejects.toThrow(RangeError)
})
