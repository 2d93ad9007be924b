import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { clientAddress } from '../../../../src/broker/http/client-address.ts'
import { parseProxies } from '../../../../src/broker/options.ts'

function addressOf(remoteAddress: string, forwardedFor: string | undefined, proxies: string): string {
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }
  return clientAddress({ headers, socket: { remoteAddress } } as unknown as IncomingMessage, parseProxies(proxies))
}

describe('whose request it is', () => {
  test.each([
    ['nobody is trusted, so what it says counts for nothing', '192.0.2.1', '198.51.100.7', '', '192.0.2.1'],
    ['the proxy says it', '10.0.0.2', '198.51.100.7', '10.0.0.2', '198.51.100.7'],
    ['the client put an address in front', '10.0.0.2', '1.1.1.1, 198.51.100.7', '10.0.0.0/8', '198.51.100.7'],
    ['two proxies in a row', '10.0.0.2', '198.51.100.7, 10.9.9.9', '10.0.0.0/8', '198.51.100.7'],
    ['the proxy says nothing', '10.0.0.2', undefined, '10.0.0.0/8', '10.0.0.2'],
    ['the proxy says nonsense', '10.0.0.2', 'unknown', '10.0.0.0/8', '10.0.0.2'],
    ['IPv4 written as IPv6', '::ffff:10.0.0.2', '::ffff:198.51.100.7', '10.0.0.2', '198.51.100.7'],
    ['IPv6 proxy and client', '::1', '2001:db8::7', '::1', '2001:db8::7'],
  ])('%s', (_case, remote, forwarded, proxies, expected) => {
    expect(addressOf(remote, forwarded, proxies)).toBe(expected)
  })
})
