import { createServer } from 'node:http'
import type { BrokerOptions } from '../options.ts'
import type { PublicAddress } from '../public-address.ts'

/** Milliseconds for a request's head, and between two looks at who is late. */
const HEAD_MS = 10_000
const CHECK_MS = 5000

/**
 * Leads whoever typed the address without `https` to where we are, path and question included. Where to is our own public
 * address: what a request says about its host is nobody's but the sender's.
 */
export async function openRedirectListener({ host, redirectPort }: BrokerOptions, address: PublicAddress) {
  const limits = { headersTimeout: HEAD_MS, requestTimeout: HEAD_MS, connectionsCheckingInterval: CHECK_MS }
  const server = createServer(limits, ({ url = '/' }, response) => {
    const path = url.startsWith('/') ? url : '/'
    response.writeHead(308, { location: address.url + path, connection: 'close', 'content-length': 0 }).end()
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen({ host, port: redirectPort }, resolve)
  await promise
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
