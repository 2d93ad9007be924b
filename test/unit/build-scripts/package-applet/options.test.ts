import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readOptions } from '../../../../build-scripts/package-applet/options.ts'
import { TARGETS } from '../../../../src/protocol/broker/artefacts.ts'

const file = join(mkdtempSync(join(tmpdir(), 'options-')), 'key.pem')
writeFileSync(file, '')

test('nothing said: every target, under our own name, for any broker', () => {
  expect(readOptions([])).toMatchObject({
    targets: TARGETS,
    name: 'Support-LogMeInRescue',
    qa: false,
    operator: undefined,
  })
})

test('an operator is an address, the key that signs it, and at will their own certificates', () => {
  const line = ['--name', 'Support-Contoso', '--broker-url', 'https://support.example.com', '--operator-key', file]
  expect(readOptions(line).operator).toEqual({
    name: 'Support-Contoso',
    brokerUrl: 'https://support.example.com',
    keyFile: file,
    authoritiesFile: undefined,
    verification: 'required',
    termsToTheEnd: false,
  })
  expect(readOptions([...line, '--ca', file]).operator?.authoritiesFile).toBe(file)
  expect(readOptions([...line, '--verification', 'offered']).operator?.verification).toBe('offered')
  const narrow = ['--permissions', 'clipboard, view', '--asking', 'at-start', '--terms', file, '--terms-to-the-end']
  expect(readOptions([...line, ...narrow]).operator).toMatchObject({
    permissions: ['view', 'clipboard'],
    asking: 'at-start',
    termsFile: file,
    termsToTheEnd: true,
  })
})

const OPERATOR = ['--broker-url', 'https://support.example.com', '--operator-key', file]

test.each([
  ['an unknown target', ['--target', 'win-arm64'], '--target can be'],
  ['an unknown option', ['--fly'], '--fly'],
  ['a name that leads elsewhere', ['--name', '../applet'], 'file name'],
  ['an address that nobody signs', ['--broker-url', 'https://support.example.com'], 'go together'],
  ['a key that signs nothing', ['--operator-key', file], 'go together'],
  ['certificates of no broker', ['--ca', file], 'belongs to a broker'],
  ['a policy that nobody signs', ['--verification', 'offered'], 'belongs to a broker'],
  ['terms of nobody', ['--terms', file], 'belongs to a broker'],
  ['an unknown permission', [...OPERATOR, '--permissions', 'view,fly'], '--permissions is a list of'],
  ['an unknown way to ask', [...OPERATOR, '--asking', 'never'], '--asking can be'],
  ['terms that are not there', [...OPERATOR, '--terms', '/nowhere'], 'is not there'],
  ['a key that is not there', ['--broker-url', 'https://a.example', '--operator-key', '/nowhere'], 'is not there'],
  ['a bare address', ['--broker-url', 'https://192.0.2.1', '--operator-key', file], 'bare address'],
  ['plain HTTP', ['--broker-url', 'http://support.example.com', '--operator-key', file], 'https'],
])('refused: %s', (_, args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence)
})
