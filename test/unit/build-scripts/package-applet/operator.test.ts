import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bakeOperator } from '../../../../build-scripts/package-applet/operator.ts'
import { readOperatorConfig } from '../../../../src/applet/operator-config.ts'

const keyFile = join(mkdtempSync(join(tmpdir(), 'operator-')), 'operator.pem')
writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))

test.each(['required', 'offered'] as const)('[CFG-1] the program reads what was baked in: %s', (verification) => {
  const operator = { name: 'Contoso', brokerUrl: 'https://support.example.com', keyFile, verification }
  const { assets, fingerprint } = bakeOperator(operator)
  const [config, signature] = ['config.json', 'config.json.signature'].map((name) => Buffer.from(assets[name] ?? ''))
  const read = readOperatorConfig(config ?? Buffer.alloc(0), signature ?? Buffer.alloc(0), fingerprint)
  expect(read).toMatchObject({ name: 'Contoso', brokerUrl: operator.brokerUrl, verification })
})

test('[CFG-1] [POL-1] terms, what may be asked for, and when, are signed with the rest', () => {
  const termsFile = join(mkdtempSync(join(tmpdir(), 'operator-')), 'terms.txt')
  writeFileSync(termsFile, 'Be kind.\n')
  const narrow = { permissions: ['view'], asking: 'at-start' } as const
  const operator = {
    name: 'Contoso',
    brokerUrl: 'https://support.example.com',
    keyFile,
    termsFile,
    termsToTheEnd: true,
    ...narrow,
  }
  const { assets, fingerprint } = bakeOperator(operator)
  const [config, signature] = ['config.json', 'config.json.signature'].map((name) => Buffer.from(assets[name] ?? ''))
  const read = () => readOperatorConfig(config ?? Buffer.alloc(0), signature ?? Buffer.alloc(0), fingerprint)
  expect(read()).toMatchObject({ terms: { text: 'Be kind.', toTheEnd: true }, ...narrow })
  config?.write('"view","url"', config.indexOf('"view"'))
  expect(read).toThrow()
})
