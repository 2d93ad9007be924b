import { BlockList } from 'node:net'
import { expect, test } from 'vitest'
import { toListenMistake } from '../../../src/broker/listen-mistake.ts'
import { OperatorMistake } from '../../../src/broker/operator-mistake.ts'
import type { BrokerOptions } from '../../../src/broker/options.ts'

const options: BrokerOptions = {
  port: 443,
  redirectPort: 80,
  host: 'rescue.example',
  dataDir: '',
  pagesDir: '',
  artefactsDir: '',
  company: '',
  verification: 'required',
  permissions: [],
  asking: 'each',
  trustedProxies: new BlockList(),
}

/** An error as Node's net makes it. */
function refusal(code: string, syscall: string, port?: number): Error {
  return Object.assign(new Error(code), { code, syscall, port })
}

test.each([
  [refusal('EADDRINUSE', 'listen', 443), 'Port 443 is taken by another program; choose another with --port.'],
  [refusal('EADDRINUSE', 'listen', 80), 'Port 80 is taken by another program; choose another with --redirect-port.'],
  [refusal('EACCES', 'listen', 80), 'choose one from 1024 up with --redirect-port.'],
  [refusal('EADDRNOTAVAIL', 'listen', 443), 'rescue.example is no address of this computer'],
  [refusal('ENOTFOUND', 'getaddrinfo'), 'rescue.example is no address of this computer'],
])('%s is the operator’s to change', (error, sentence) => {
  const mistake = toListenMistake(error, options)
  expect(mistake).toBeInstanceOf(OperatorMistake)
  expect(String(mistake)).toContain(sentence)
})

test('what else went wrong stays as it is', () => {
  const fault = new TypeError('ours')
  expect(toListenMistake(fault, options)).toBe(fault)
  const full = refusal('EMFILE', 'listen', 443)
  expect(toListenMistake(full, options)).toBe(full)
})
