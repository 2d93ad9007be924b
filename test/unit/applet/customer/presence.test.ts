import { beforeEach, describe, expect, test } from 'vitest'
import { Presence } from '../../../../src/applet/customer/presence.ts'
import type { OwnWindows } from '../../../../src/applet/own-windows/own-windows.ts'
import type { PanicKey } from '../../../../src/applet/panic-key/panic-key.ts'
import type { ScreenSign } from '../../../../src/applet/screen-sign/screen-sign.ts'
import { Presenter } from '../../../../src/applet/ui/presenter.ts'
import { englishSpeaker } from '../../../../src/applet/words/words.ts'
import { silentLogger } from '../../../../src/base/logger.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TestShell } from '../../../support/test-shell.ts'
import { until } from '../../../support/until.ts'

/** What was done on the customer's screen, in order. */
let done: string[]
let shells: TestShell[]
let presenter: Presenter
let press: () => void
let focus: () => void

function part(name: string) {
  return { name, [Symbol.dispose]: () => void done.push(`${name} closed`) }
}

const windows = (): OwnWindows => ({
  ...part('windows'),
  follow: (pids) => void done.push(`follow ${pids}`),
  rects: () => [],
  hasFocus: () => false,
  onFocused: (listener) => {
    focus = listener
    return { [Symbol.dispose]: () => void done.push('windows let go') }
  },
})

const sign = (): ScreenSign => ({
  ...part('sign'),
  show: () => void done.push('sign shown'),
  hide: () => void done.push('sign hidden'),
})

const key = (): PanicKey => ({
  ...part('key'),
  works: true,
  onPressed: (listener) => {
    press = listener
    return { [Symbol.dispose]: () => void done.push('key let go') }
  },
})

const opens = <T>(make: () => T, when: Promise<void> = Promise.resolve()) => [
  { name: 'stand-in', open: () => when.then(make) },
]
const fails = [{ name: 'broken', open: () => Promise.reject(new Error('no display')) }]

function presenceOf(parts: Partial<ConstructorParameters<typeof Presence>[0]> = {}): Presence {
  return new Presence({
    presenter,
    feed: { hideWindowsOf: (pids) => void done.push(`hide ${pids}`) },
    finders: opens(windows),
    signs: opens(sign),
    keys: opens(key),
    onPanic: () => void done.push('all taken back'),
    onFocused: () => void done.push('keys up'),
    log: silentLogger('applet'),
    ...parts,
  })
}

beforeEach(async () => {
  done = []
  shells = [new TestShell('window'), new TestShell('browser')]
  for (const [index, shell] of shells.entries()) shell.processes = [index + 1]
  const waiting = [...shells]
  const nextShell = async () => waiting.shift()
  presenter = new Presenter({ speaker: englishSpeaker, clock: new FakeClock(), testMode: false, nextShell })
  await presenter.open()
})

describe('our own windows', () => {
  test('are followed and left out of the picture from the moment they can be found', async () => {
    using presence = presenceOf({ signs: [], keys: [] })
    expect(presence.windows).toBeUndefined()
    await presence.open()
    expect(presence.windows?.name).toBe('windows')
    expect(done).toEqual(['follow 1', 'hide 1'])
  })

  test('are those of whatever shell shows it now, and of whatever draws that', async () => {
    using presence = presenceOf({ signs: [], keys: [] })
    await presence.open()
    done = []
    shells[0]?.isDrawnBy(1, 7)
    expect(done).toEqual(['follow 1,7', 'hide 1,7'])
    shells[0]?.isLost()
    await until(() => presenter.shell === shells[1], 'the next shell')
    expect(done.slice(2)).toEqual(['follow 2', 'hide 2'])
  })

  test('are left out by a feed that can, also while nobody knows where they are', () => {
    using _presence = presenceOf()
    shells[0]?.isDrawnBy(5)
    expect(done).toEqual(['hide 5'])
  })
})

test('[P15] our own window tells when it gets the keyboard', async () => {
  using presence = presenceOf({ signs: [], keys: [] })
  await presence.open()
  focus()
  expect(done.at(-1)).toBe('keys up')
})

describe('the frame', () => {
  test('stands while somebody sees the screen', async () => {
    using presence = presenceOf({ finders: [], keys: [] })
    await presence.open()
    presence.seen(true)
    presence.seen(false)
    expect(done.filter((what) => what.startsWith('sign'))).toEqual(['sign hidden', 'sign shown', 'sign hidden'])
  })

  test('comes as soon as it can when somebody sees the screen before', async () => {
    const loading = Promise.withResolvers<void>()
    using presence = presenceOf({ finders: [], keys: [], signs: opens(sign, loading.promise) })
    const opened = presence.open()
    presence.seen(true)
    expect(done).toEqual([])
    loading.resolve()
    await opened
    expect(done.at(-1)).toBe('sign shown')
  })

  test('that cannot be had keeps nobody from working', async () => {
    using presence = presenceOf({ signs: fails })
    await presence.open()
    presence.seen(true)
    expect(done.filter((what) => what.startsWith('sign'))).toEqual([])
    expect(presence.windows).toBeDefined()
  })
})

test('[GATE-3] the key takes everything back, each time it is pressed', async () => {
  using presence = presenceOf({ finders: [], signs: [] })
  await presence.open()
  press()
  press()
  expect(done.filter((what) => what === 'all taken back')).toHaveLength(2)
})

describe('[GATE-2] a prompt could be read in a picture of the screen', () => {
  test('unless our windows can be told from others', async () => {
    using presence = presenceOf()
    expect(presence.promptsAreVisible).toBe(true)
    await presence.open()
    expect(presence.promptsAreVisible).toBe(false)
  })

  test('where they cannot', async () => {
    using presence = presenceOf({ finders: fails })
    await presence.open()
    expect(presence.promptsAreVisible).toBe(true)
  })

  test('where that was never seen to work', async () => {
    using presence = presenceOf({ finders: opens(() => ({ ...windows(), isUnproven: true })) })
    await presence.open()
    expect(presence.promptsAreVisible).toBe(true)
  })

  test('in the window of somebody else, such as a terminal', async () => {
    using presence = presenceOf()
    await presence.open()
    shells[0]?.isDrawnBy()
    expect(presence.promptsAreVisible).toBe(true)
  })

  test('but not one that a script answers, or that nobody is shown', async () => {
    const waiting = [new TestShell('headless', true)]
    const nextShell = async () => waiting.shift()
    presenter = new Presenter({ speaker: englishSpeaker, clock: new FakeClock(), testMode: true, nextShell })
    using presence = presenceOf({ finders: [] })
    expect(presence.promptsAreVisible).toBe(false)
    await presenter.open()
    expect(presence.promptsAreVisible).toBe(false)
  })
})

describe('at the end', () => {
  test('all of it goes, and nothing follows a shell any more', async () => {
    const presence = presenceOf()
    await presence.open()
    presence[Symbol.dispose]()
    expect(done.filter((what) => /closed|let go/.test(what)).toSorted()).toEqual([
      'key closed',
      'key let go',
      'sign closed',
      'windows closed',
      'windows let go',
    ])
    done = []
    shells[0]?.isDrawnBy(9)
    expect(done).toEqual([])
  })

  test('what was still loading then goes as soon as it is there, and is never shown', async () => {
    const loading = Promise.withResolvers<void>()
    const presence = presenceOf({ signs: opens(sign, loading.promise) })
    const opened = presence.open()
    presence.seen(true)
    presence[Symbol.dispose]()
    loading.resolve()
    await opened
    expect(done.toSorted()).toEqual(['key closed', 'sign closed', 'windows closed'])
  })
})
