import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requestedRange } from './byte-range.ts'
import type { CheckedFile } from './check-artefact.ts'
import { chooseRepresentation } from './choose-representation.ts'

/** Milliseconds without a byte taken after which a download is given up: its file and socket are wanted elsewhere. */
const STALLED_MS = 60_000

/** Sends a file under a name, as fast as the customer's line takes it and never faster. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: CheckedFile, name: string): FastifyReply {
  const { path, bytes, encoding } = chooseRepresentation(file, request.headers['accept-encoding'])
  // The bytes differ by encoding, so a download that goes on in another one starts anew.
  const etag = `"${file.sha256}-${encoding}"`
  reply.type('application/octet-stream').headers({
    'content-disposition': `attachment; filename="${name}"`,
    'accept-ranges': 'bytes',
    vary: 'accept-encoding',
    etag,
    ...(encoding !== 'identity' && { 'content-encoding': encoding }),
  })
  const range = requestedRange(request.headers, { bytes, etag })
  if (range === 'unsatisfiable') {
    reply.removeHeader('content-encoding')
    return reply.code(416).header('content-range', `bytes */${bytes}`).send()
  }
  const { start, end } = range ?? { start: 0, end: bytes - 1 }
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`)
  reply.header('content-length', end - start + 1)
  reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy())
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : createReadStream(path, { start, end }))
}
