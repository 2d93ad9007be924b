import { BlockList } from 'node:net'
import { expect, test } from 'vitest'
import type { BrokerOptions } from '../../../src/broker/options.ts'
import { PublicAddress } from '../../../src/broker/public-address.ts'

function addressOf(changes: Partial<BrokerOptions>): PublicAddress {
  const trustedProxies = new BlockList()
  const base = {
    port: 0,
    host: '127.0.0.1',
    dataDir: '',
    pagesDir: '',
    artefactsDir: '',
    company: '',
    verification: 'required' as const,
    permissions: [],
    asking: 'each' as const,
    trustedProxies,
  }
  const address = new PublicAddress({ ...base, ...changes })
  address.listensOn(8080)
  return address
}

test('on loopback every name of this computer is ours, and no other port', () => {
  const address = addressOf({})
  expect(address.url).toBe('http://127.0.0.1:8080')
  expect(address.secure).toBe(false)
  for (const origin of ['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080']) {
    expect(address.isOwn(origin)).toBe(true)
  }
  for (const origin of ['http://127.0.0.1:8081', 'https://127.0.0.1:8080', 'null', undefined]) {
    expect(address.isOwn(origin)).toBe(false)
  }
})

test('[WS-1] in public one origin is ours: no sibling, no suffix, no plain HTTP', () => {
  const address = addressOf({ publicUrl: 'https://support.example.com' })
  expect(address.secure).toBe(true)
  expect(address.isOwn('https://support.example.com')).toBe(true)
  for (const origin of [
    'https://evil.example.com',
    'https://support.example.com.evil.com',
    'http://support.example.com',
    'https://support.example.com:8443',
    'http://127.0.0.1:8080',
  ]) {
    expect(address.isOwn(origin)).toBe(false)
  }
})
