import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ChosenFile } from '../shell.ts'

/** Files that the page sends side by side. */
const MOST_AT_ONCE = 4
/** UTF-16 units of a file's name, more than any system has. */
const LONGEST_NAME = 1024

/** Files whose bytes come from the page, because a browser names no paths. Whoever takes them reads at their own pace. */
export class FileArrivals {
  readonly #onChosen: (file: ChosenFile) => void
  #underWay = 0

  constructor(onChosen: (file: ChosenFile) => void) {
    this.#onChosen = onChosen
  }

  /** The answer comes when all bytes were taken. */
  receive(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
    const name = query.get('name') ?? ''
    const bytes = Number(query.get('bytes') ?? Number.NaN)
    const announced = request.headers['content-length']
    if (name === '' || name.length > LONGEST_NAME || !Number.isSafeInteger(bytes) || bytes < 0)
      return refuse(response, 400)
    if (announced !== undefined && Number(announced) !== bytes) return refuse(response, 400)
    if (this.#underWay >= MOST_AT_ONCE) return refuse(response, 429)
    this.#underWay += 1
    response.on('close', () => {
      this.#underWay -= 1
    })
    this.#onChosen({ name, bytes, content: contentOf(request, response, bytes) })
  }
}

/** Throws when there are more bytes than were announced, or fewer. */
async function* contentOf(request: IncomingMessage, response: ServerResponse, bytes: number): AsyncGenerator<Buffer> {
  let taken = 0
  let status = 409
  try {
    for await (const data of request as AsyncIterable<Buffer>) {
      taken += data.length
      if (taken > bytes) throw new Error('The file is longer than was said.')
      yield data
    }
    if (taken < bytes) throw new Error('The file is shorter than was said.')
    status = 204
  } finally {
    if (!response.destroyed) refuse(response, status)
  }
}

/** What still comes is not read any more. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end()
}
