import { expect, test } from 'vitest'
import { ScreenChain } from '../../../../src/applet/screen/screen-chain.ts'
import { Outage } from '../../../../src/applet/screen/screen-outage.ts'
import { CaptureFailed, type ScreenSource } from '../../../../src/applet/screen/screen-source.ts'
import { SyntheticSource } from '../../../../src/applet/screen/sources/synthetic-source.ts'
import { createLogger, type LogLine } from '../../../../src/base/logger.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

/** A source that works until it does not. */
class Failing extends SyntheticSource {
  override readonly name: 'synthetic' = 'synthetic'
  broken = false
  closed = false

  override async grab(signal: AbortSignal) {
    if (this.broken) throw new CaptureFailed('the screen is locked')
    return super.grab(signal)
  }

  override async [Symbol.asyncDispose]() {
    this.closed = true
  }
}

const signal = new AbortController().signal
const refuses = { name: 'refuses', open: async () => Promise.reject(new CaptureFailed('not here')) }

function chainOf(...sources: ScreenSource[]) {
  const lines: LogLine[] = []
  const log = createLogger((line) => lines.push(line))('applet.screen')
  const candidates = sources.map((source, index) => ({ name: `source ${index}`, open: async () => source }))
  return { lines, chain: ScreenChain.open([refuses, ...candidates], log) }
}

test('the first that opens is used; when none does, one line says why for each', async () => {
  const { lines, chain } = chainOf(new SyntheticSource(new FakeClock()))
  expect((await chain).name).toBe('synthetic')
  expect(lines).toEqual([])
  const none = chainOf()
  await expect(none.chain).rejects.toThrow()
  expect(none.lines.map(({ message, fields }) => `${message}: ${fields.reasons}`)).toEqual([
    'nothing can be used: refuses: not here',
  ])
})

test('a source that fails in mid-session gives way to the next, and is closed', async () => {
  const first = new Failing(new FakeClock())
  const second = new SyntheticSource(new FakeClock())
  const chain = await chainOf(first, second).chain
  expect(await chain.grab(signal)).toBeDefined()
  first.broken = true
  expect(await chain.grab(signal)).toBeDefined()
  expect(first.closed).toBe(true)
})

test('when the last one fails, that is said', async () => {
  const only = new Failing(new FakeClock())
  const chain = await chainOf(only).chain
  only.broken = true
  await expect(chain.grab(signal)).rejects.toThrow(CaptureFailed)
  await expect(chainOf().chain).rejects.toThrow('cannot be captured in any way')
})

test('why a source has no picture for a while is told, until the next source takes over', async () => {
  const outage = new Outage()
  const first = Object.assign(new Failing(new FakeClock()), {
    watchOutage: (listener: (reason: string | undefined) => void) => outage.watchOutage(listener),
  })
  const chain = await chainOf(first, new SyntheticSource(new FakeClock())).chain
  outage.set('a question is open')
  const reasons: (string | undefined)[] = []
  using _watching = chain.watchOutage((reason) => reasons.push(reason))
  outage.set('the screen is locked')
  outage.set('the screen is locked')
  first.broken = true
  await chain.grab(signal)
  outage.set('nobody looks here any more')
  expect(reasons).toEqual(['a question is open', 'the screen is locked', undefined])
})
