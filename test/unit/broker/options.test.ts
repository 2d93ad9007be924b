import { describe, expect, test } from 'vitest'
import { OperatorMistake } from '../../../src/broker/operator-mistake.ts'
import { readOptions, type ServeLine } from '../../../src/broker/options.ts'
import { ALL_PERMISSIONS } from '../../../src/protocol/permission.ts'

const LINE: ServeLine = {
  port: '7420',
  host: '127.0.0.1',
  data: 'd',
  company: 'Support',
  verification: 'required',
  permissions: 'all',
  asking: 'each',
  pages: 'p',
  artefacts: 'a',
}
const read = (changes: Partial<ServeLine>) => readOptions({ ...LINE, ...changes })

describe('plain HTTP', () => {
  test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('is fine on %s', (host) => {
    expect(read({ host }).host).toBe(host)
  })

  test.each(['0.0.0.0', '::', '192.0.2.1', 'example.com', '127.0.0.1.example.com'])('is refused on %s', (host) => {
    expect(() => read({ host, publicUrl: 'http://example.com' })).toThrow('--tls-cert')
  })

  test('is fine behind a declared proxy, which needs a public address', () => {
    const proxied = { host: '0.0.0.0', trustedProxy: '10.0.0.2' }
    expect(() => read(proxied)).toThrow('--public-url')
    expect(read({ ...proxied, publicUrl: 'https://support.example.com/' }).publicUrl).toBe(
      'https://support.example.com',
    )
  })
})

describe('nonsense is refused with the name of the option', () => {
  test.each<[Partial<ServeLine>, string]>([
    [{ port: '65536' }, '--port'],
    [{ port: '-1' }, '--port'],
    [{ port: '80x' }, '--port'],
    [{ redirectPort: '80' }, '--redirect-port'],
    [{ publicUrl: 'support.example.com' }, '--public-url'],
    [{ publicUrl: 'https://example.com/path' }, '--public-url'],
    [{ publicUrl: 'ftp://example.com' }, '--public-url'],
    [{ trustedProxy: '10.0.0.0/33' }, '--trusted-proxy'],
    [{ trustedProxy: 'proxy.example.com' }, '--trusted-proxy'],
    [{ verification: 'none' }, '--verification'],
    [{ verification: '' }, '--verification'],
    [{ permissions: 'view,files.wipe' }, 'files.wipe'],
    [{ permissions: '' }, '--permissions'],
    [{ permissions: 'view,all' }, '--permissions'],
    [{ permissions: 'control' }, 'control includes view'],
    [{ asking: 'never' }, '--asking'],
    [{ tlsCert: 'cert.pem' }, '--tls-key'],
    [{ tlsCert: '/nowhere/cert.pem', tlsKey: '/nowhere/key.pem' }, '--tls-cert'],
  ])('%o', (changes, option) => {
    expect(() => read(changes)).toThrow(OperatorMistake)
    expect(() => read(changes)).toThrow(option)
  })
})

test.each([
  ['all', ALL_PERMISSIONS],
  ['none', []],
  [' clipboard , view ', ['view', 'clipboard']],
  ['control,view', ['view', 'control']],
])('--permissions %j is what technicians may ask for', (permissions, expected) => {
  expect(read({ permissions }).permissions).toEqual(expected)
})
