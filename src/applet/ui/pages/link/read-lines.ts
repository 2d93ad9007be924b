/** UTF-16 units of one line: far more than a view with long terms has. */
const LONGEST_LINE = 4 * 1024 * 1024

/** The lines of a text as it arrives, each without its end. What is not a whole line when the text ends is left out. */
export async function* readLines(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of chunks(bytes.pipeThrough(new TextDecoderStream()))) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) throw new RangeError('a line that does not end')
    yield* lines
  }
}

/** Safari's streams cannot be looped over. */
async function* chunks(stream: ReadableStream<string>): AsyncGenerator<string> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel()
  }
}
