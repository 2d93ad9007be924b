import type { FastifyServerOptions } from 'fastify'

type Handlers = Required<Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors'>>

const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/** What is no HTTP and what is no URL never reaches a route or a hook; it gets the bare minimum back. */
export const malformedRequest: Handlers = {
  clientErrorHandler(_error, connection) {
    // Also when the head did not come in time.
    if (connection.writable) connection.end(BAD_REQUEST)
    else connection.destroy()
  },
  frameworkErrors(_error, _request, reply) {
    reply.raw.writeHead(400, { connection: 'close', 'content-length': 0 }).end()
  },
}
