import { expect, test } from 'vitest'
import { createLogger, escapeControls, formatLogLine, type LogLine } from '../../../src/base/logger.ts'

test('[LOG-1] whatever a field holds, the line stays one line and moves no cursor', () => {
  const hostile = ['\r\n2026 info forged', '\u001b[2J', '\u202Eevil', '\u0000', '\u2028', '\u0085', '"quoted"']
  for (const name of hostile) {
    const line = formatLogLine({ time: 'T', level: 'info', scope: 'broker', message: 'hello', fields: { name } })
    expect(line.split(/[\r\n\u2028\u2029\u0085]/)).toHaveLength(1)
    expect(escapeControls(line)).toBe(line)
    expect(line.startsWith('T info broker: hello name="')).toBe(true)
  }
})

test('ordinary text, also of other languages, stays as it is', () => {
  expect(escapeControls('Zoë 漢字 😀 العربية')).toBe('Zoë 漢字 😀 العربية')
})

test('debug lines are written for the scopes that were asked for', () => {
  const written: LogLine[] = []
  const create = createLogger((line) => written.push(line), 'applet.screen*,broker')
  create('applet.screen').debug('seen')
  create('broker').debug('seen')
  create('broker.http').debug('not seen')
  create('applet').debug('not seen')
  create('applet').info('seen')
  expect(written.map(({ scope, message }) => `${scope} ${message}`)).toEqual([
    'applet.screen seen',
    'broker seen',
    'applet seen',
  ])
})
