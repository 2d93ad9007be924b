import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http'
import { type RequestOptions, request as requestHttps } from 'node:https'
import { buffer } from 'node:stream/consumers'

interface Asked extends Pick<RequestOptions, 'method' | 'localAddress' | 'ca'> {
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string>>
}

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

  static async to(url: string, { form, headers, ...options }: Asked = {}): Promise<RawAnswer> {
    const request = url.startsWith('https:') ? requestHttps : requestHttp
    const body = form && new URLSearchParams(form).toString()
    const type = form && { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { agent: false, ...options, headers: { ...type, ...headers } }, resolve)
        .once('error', reject)
        .end(body)
    })
    return new RawAnswer(response.statusCode ?? 0, response.headers, await buffer(response))
  }
}
