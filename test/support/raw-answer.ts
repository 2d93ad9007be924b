import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** An answer as it came over the wire: nothing unpacked, nothing followed. */
export class RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer

  private constructor(status: number, headers: IncomingHttpHeaders, body: Buffer) {
    this.status = status
    this.headers = headers
    this.body = body
  }

  static async get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { headers, method, agent: false }, resolve).once('error', reject).end()
    })
    return new RawAnswer(response.statusCode ?? 0, response.headers, await buffer(response))
  }
}
