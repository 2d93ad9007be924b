import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type CommandLine, findPin, readOptions, UsageError } from '../../../src/applet/options.ts'

const plain: CommandLine = { broker: 'http://127.0.0.1:1', screen: 'auto', input: 'auto' }
const read = (line: Partial<CommandLine>, pin = '123456') => readOptions({ ...plain, ...line }, pin, '/usr/bin/node')

describe('where the PIN comes from', () => {
  test.each([
    ['Support-LogMeInRescue-123456.exe', '123456'],
    ['Support-LogMeInRescue-123456 (1).exe', '123456'],
    ['Support-LogMeInRescue-123456(1).EXE', '123456'],
    ['Support-LogMeInRescue-123456-2.app', '123456'],
    ['Support-LogMeInRescue-123456 2', '123456'],
    ['Support-LogMeInRescue-012345', '012345'],
    ['Support-LogMeInRescue.exe', undefined],
    ['Support-LogMeInRescue-12345.exe', undefined],
    ['Support-LogMeInRescue-1234567.exe', undefined],
    ['Support-LogMeInRescue-123456_evil.example.exe', undefined],
    ['node', undefined],
  ])('from the file name %s: %s', (name, pin) => {
    expect(findPin(undefined, `/home/me/${name}`)).toBe(pin)
    expect(findPin(undefined, `C:\\Downloads\\${name}`)).toBe(pin)
  })

  test('on a Mac the bundle around the program bears the name', () => {
    expect(findPin(undefined, '/Applications/Support-123456 2.app/Contents/MacOS/Support')).toBe('123456')
    expect(findPin(undefined, '/Support-123456.app/Other/MacOS/Support')).toBeUndefined()
  })

  test('[FUZZ-1] a very long name takes no time', () => {
    const startedAt = performance.now()
    expect(findPin(undefined, `${'a'.repeat(300_000)}\n/b`)).toBeUndefined()
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })

  test('an argument beats the file name, and must be a PIN', () => {
    expect(findPin('654321', '/x-123456')).toBe('654321')
    for (const wrong of ['12345', '1234567', '12345a', '１２３４５６', '']) {
      expect(() => findPin(wrong, '/x-123456')).toThrow('The code has six digits')
    }
  })

  test('spaces and dashes are how people read digits', () => {
    for (const read of ['737 225', '737-225', ' 737225 ', '737\u00a0225']) expect(findPin(read, '/node')).toBe('737225')
  })

  test('two codes that differ are an error, not a guess', () => {
    expect(read({ pin: '111111' }, '111111').pin).toBe('111111')
    expect(() => read({ pin: '111111' }, '222222')).toThrow('Give the code once')
  })
})

describe('what --headless means', () => {
  test('auto is the synthetic screen and a recording sink', () => {
    const { ui, screen, input } = read({ headless: true })
    expect({ ui, screen, input }).toEqual({
      ui: 'headless',
      screen: { kind: 'synthetic' },
      input: { kind: 'record', file: undefined },
    })
  })

  test('without it auto is the display', () => {
    const { ui, screen, input } = read({})
    expect({ ui, screen, input }).toEqual({ ui: undefined, screen: { kind: 'display' }, input: { kind: 'display' } })
  })
})

test('a policy answers only headless, and only with yes and no', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'))
  const file = (text: string) => {
    const path = join(folder, `${Math.random()}.json`)
    writeFileSync(path, text)
    return path
  }
  expect(read({ headless: true, policy: file('{"view":"yes"}') }).policy).toEqual({ view: 'yes' })
  expect(() => read({ policy: file('{"view":"yes"}') })).toThrow('needs --headless')
  expect(() => read({ headless: true, policy: file('{"view":"maybe"}') })).toThrow('The policy file must look like')
  expect(() => read({ headless: true, policy: file('{"fly":"yes"}') })).toThrow('it can name view, control')
  expect(() => read({ headless: true, policy: file('[]') })).toThrow('The policy file must look like')
  expect(() => read({ headless: true, policy: file('view: yes') })).toThrow('The policy file cannot be read')
  expect(() => read({ headless: true, policy: join(folder, 'none') })).toThrow('The policy file cannot be read')
})

test.each<[string, Partial<CommandLine>, string]>([
  ['no web address', { broker: 'support' }, 'is a web address'],
  ['another protocol', { broker: 'ftp://support.example.com' }, 'is a web address'],
  ['plain HTTP to another computer', { broker: 'http://support.example.com' }, 'must be reached by https://'],
  ['a name that only looks like loopback', { broker: 'http://localhost.example.com' }, 'must be reached by https://'],
  ['a policy between required and offered', { verification: 'maybe' }, '--verification can be required or offered'],
  ['an unknown window', { ui: 'hologram' }, '--ui can be'],
  ['two windows', { ui: 'terminal', headless: true }, '--ui can be'],
  ['an unknown screen', { screen: 'television' }, '--screen can be'],
  ['a replay of nothing', { screen: 'replay:' }, '--screen can be'],
  ['an unknown input', { input: 'mind' }, '--input can be'],
])('%s is a usage error with a sentence', (_, line, sentence) => {
  expect(() => read(line)).toThrow(UsageError)
  expect(() => read(line)).toThrow(sentence)
})

test('from source the digits are required unless the command line says otherwise', () => {
  expect(read({}).verification).toBe('required')
  expect(read({ verification: 'offered' }).verification).toBe('offered')
})

describe('an executable for customers', () => {
  const build = { version: '1.0.0', name: 'Support-Contoso', qa: false }
  const inExecutable = (line: Partial<CommandLine>, program = '/x/Support-Contoso-123456', more = {}) =>
    readOptions({ screen: 'auto', input: 'auto', ...line }, undefined, program, { ...build, ...more })
  const operator = { brokerUrl: 'https://support.example.com', name: 'Contoso', operatorKey: '', authorities: ['PEM'] }

  test.each([
    ['/x/Support-Contoso-123456 (1)', '123456'],
    ['/x/support-contoso-123456.exe', '123456'],
    ['/Applications/Support-Contoso-123456 2.app/Contents/MacOS/Support-Contoso', '123456'],
    ['/x/Other-123456', undefined],
    ['/x/Support-Contoso-evil.example-123456', undefined],
    ['/x/Support-Contoso_123456', undefined],
  ])('takes its PIN from %s: %s', (program, pin) => {
    expect(findPin(undefined, program, build.name)).toBe(pin)
  })

  test('[CFG-1] with a broker inside takes no other, and believes whom its operator believes', () => {
    const { broker, authorities } = inExecutable({}, undefined, { operator })
    expect({ broker: broker.href, authorities }).toEqual({
      broker: 'https://support.example.com/',
      authorities: ['PEM'],
    })
    const elsewhere = () => inExecutable({ broker: 'https://evil.example' }, undefined, { operator })
    expect(elsewhere).toThrow('speaks to https://support.example.com only')
  })

  test('insists on the digits unless its operator signed otherwise, whatever the command line says', () => {
    const offered = { operator: { ...operator, verification: 'offered' } as const }
    expect(inExecutable({ broker: 'https://a.example' }).verification).toBe('required')
    expect(inExecutable({}, undefined, { operator }).verification).toBe('required')
    expect(inExecutable({}, undefined, offered).verification).toBe('offered')
    for (const verification of ['required', 'offered']) {
      expect(() => inExecutable({ verification }, undefined, offered)).toThrow('from source only')
    }
  })

  test('takes names, not addresses, and no certificates from the command line', () => {
    expect(inExecutable({ broker: 'http://localhost:7420' }).broker.host).toBe('localhost:7420')
    for (const broker of ['https://192.0.2.1', 'https://[2001:db8::1]', 'https://0xc0.0.2.1']) {
      expect(() => inExecutable({ broker })).toThrow('bare address')
    }
    expect(() => inExecutable({ broker: 'http://127.evil.example' })).toThrow('must be reached by https')
    expect(() => inExecutable({ broker: 'https://a.example', ca: '/x.pem' })).toThrow('from source only')
  })
})

test('[LOCAL-1] the customer goes first unless they say otherwise', () => {
  expect(read({}).localInputWins).toBe(true)
  expect(read({ localInputWins: 'off' }).localInputWins).toBe(false)
  expect(() => read({ localInputWins: 'no' })).toThrow('--local-input-wins can be on or off.')
})
