import type { FastifyServerOptions } from 'fastify'

type Handlers = Required<Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors'>>

const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/** What is no HTTP and what is no URL never reaches a route or a hook; it gets the bare minimum back. */
export const malformedRequest: Handlers = {
  clientErrorHandler(_error, connection) {
    // Also when a request or a TLS handshake did not come in time. Nobody is waited for to leave, or to read this.
    if (connection.writable) connection.write(BAD_REQUEST)
    connection.destroy()
  },
  frameworkErrors(_error, _request, reply) {
    reply.raw.writeHead(400, { connection: 'close', 'content-length': 0 }).end()
  },
}
