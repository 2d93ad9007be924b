import type { IncomingMessage, ServerResponse } from 'node:http'
import * as v from 'valibot'
import { type CustomerAct, customerAct } from '../view/customer-act.ts'

/** Bytes of one act, a long chat message included. */
const MOST_BYTES = 64 * 1024

/** Takes one act out of a request and answers it. */
export function readAct(request: IncomingMessage, response: ServerResponse, onAct: (act: CustomerAct) => void): void {
  // A page of somebody else could send other types without asking us first.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return end(response, 415)
  const pieces: Buffer[] = []
  let bytes = 0
  request.on('data', (piece: Buffer) => {
    bytes += piece.length
    if (bytes <= MOST_BYTES) pieces.push(piece)
    else if (!response.headersSent) end(response, 413)
  })
  request.on('end', () => {
    if (response.headersSent) return
    const act = parse(Buffer.concat(pieces))
    end(response, act ? 204 : 400)
    if (act) onAct(act)
  })
}

function parse(bytes: Buffer): CustomerAct | undefined {
  try {
    const { success, output } = v.safeParse(customerAct, JSON.parse(bytes.toString()))
    return success ? output : undefined
  } catch {
    return undefined
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 204 ? {} : { connection: 'close' }).end()
}
