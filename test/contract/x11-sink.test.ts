import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InputSink } from '../../src/applet/input/input-sink.ts'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { Connection } from '../../src/applet/x11/connection.ts'
import { openLibrary } from '../../src/applet/x11/library.ts'
import { inject } from '../support/inject.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { watchXEvents } from '../support/x-events.ts'
import { startTerminal, type Terminal } from '../support/x-terminal.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const LATIN = '¡Ça coûte 10 € à Łódź – où? „Groß“ ÄÖÜäöüß ñ õ ÿ ½ ™'
const REST = 'Ελληνικά Русский Ёжик 漢字かなカナ 한국어 עברית العربية 😀👍🏽🇩🇪 ∑√∞≠ ▲●→'
const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))

describe.skipIf(!needs('Xvfb', 'xterm', 'xev', 'setxkbmap', 'xmodmap', 'xset'))('X11 sink', () => {
  let xvfb: Xvfb
  let sink: InputSink
  let terminal: Terminal

  beforeAll(async () => {
    xvfb = await startXvfb({ width: 640, height: 480 })
    sink = await openX11Sink(xvfb.display)
    terminal = await startTerminal(xvfb.display)
    await inject(sink, { type: 'pointer-moved', x: 50, y: 50 })
  })
  afterAll(async () => {
    await terminal[Symbol.asyncDispose]()
    await sink[Symbol.asyncDispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  /** Sixteen characters a message, as the applet sends them. */
  async function type(text: string): Promise<void> {
    const characters = [...text]
    for (let start = 0; start < characters.length; start += 16) {
      await inject(sink, { type: 'text-entered', text: characters.slice(start, start + 16).join('') })
    }
  }

  async function strike(code: string): Promise<void> {
    await inject(sink, { type: 'key-pressed', code })
    await inject(sink, { type: 'key-released', code })
  }

  /** What arrives in the terminal while this is done. */
  async function arrives(act: () => Promise<void>, length: number): Promise<string> {
    const before = terminal.typed().length
    await act()
    await until(() => terminal.typed().length - before >= length, 'the text')
    return terminal.typed().slice(before)
  }

  const LAYOUTS = ['us', 'de', 'fr', 'ru', 'us -variant dvorak', 'gb -option lv3:ralt_switch']
  test.each(LAYOUTS)('any text arrives as it was meant under the layout %s', async (layout) => {
    execFileSync('setxkbmap', ['-display', xvfb.display, '-option', '', ...layout.split(' ')])
    const text = `é ß 漢 😀 @ # {}${ASCII}${LATIN}${REST}`
    expect(await arrives(() => type(text), text.length)).toBe(text)
  })

  test('text arrives as it was meant when the second of two layouts is active', async () => {
    execFileSync('setxkbmap', ['-display', xvfb.display, '-option', '', 'us,ru'])
    lockGroup(xvfb, 1)
    expect(await arrives(() => strike('KeyA'), 1)).toBe('ф')
    expect(await arrives(() => type('Hello, жizn!'), 12)).toBe('Hello, жizn!')
    lockGroup(xvfb, 0)
  })

  test('line ends are Return and tabs are Tab', async () => {
    expect(await arrives(() => type('a\nb\r\nc\td'), 7)).toBe('a\rb\rc\td')
  })

  test('held modifiers do not change text, and hold again after it', async () => {
    await inject(sink, { type: 'key-pressed', code: 'ShiftLeft' })
    expect(await arrives(() => type('aBé@1'), 5)).toBe('aBé@1')
    expect(await arrives(() => strike('KeyA'), 1)).toBe('A')
    await inject(sink, { type: 'key-released', code: 'ShiftLeft' })
    await inject(sink, { type: 'key-pressed', code: 'ControlLeft' })
    expect(await arrives(() => type('cé'), 2)).toBe('cé')
    expect(await arrives(() => strike('KeyB'), 1)).toBe('\u0002')
    await inject(sink, { type: 'key-released', code: 'ControlLeft' })
  })

  test('CapsLock does not change text, and stays on', async () => {
    await strike('CapsLock')
    expect(await arrives(() => type('aBéÉ1жЖ'), 7)).toBe('aBéÉ1жЖ')
    expect(await arrives(() => strike('KeyA'), 1)).toBe('A')
    await strike('CapsLock')
  })

  test('the same characters again need no preparation', async () => {
    await type('ŵŷ')
    expect(sink.prepare({ type: 'text-entered', text: 'ŵŷŵ' })).toBeUndefined()
    expect(sink.prepare({ type: 'text-entered', text: 'hello' })).toBeUndefined()
    expect(sink.prepare({ type: 'key-pressed', code: 'KeyA' })).toBeUndefined()
  })

  test('characters that the layout has on AltGr need no preparation', async () => {
    execFileSync('setxkbmap', ['-display', xvfb.display, '-option', '', 'de'])
    const text = '@€{[]}\\~µ²³|'
    await until(() => sink.prepare({ type: 'text-entered', text }) === undefined, 'the layout to be known')
    expect(await arrives(() => type(text), text.length)).toBe(text)
    await inject(sink, { type: 'key-pressed', code: 'AltRight' })
    expect(await arrives(() => type('a@b'), 3)).toBe('a@b')
    await inject(sink, { type: 'key-released', code: 'AltRight' })
    execFileSync('setxkbmap', ['-display', xvfb.display, 'us'])
  })

  test('a whole alphabet, small and large, keeps its keys once it was typed', async () => {
    const small = Array.from({ length: 32 }, (_, index) => String.fromCodePoint(0x430 + index)).join('')
    const alphabet = `${small}${small.toUpperCase()}ёЁ`
    await arrives(() => type(alphabet), alphabet.length)
    expect(sink.prepare({ type: 'text-entered', text: alphabet })).toBeUndefined()
    expect(await arrives(() => type(alphabet), alphabet.length)).toBe(alphabet)
  })

  test('text still arrives when the customer changes the layout between preparation and act', async () => {
    const message = { type: 'text-entered', text: 'ąęz' } as const
    await sink.prepare(message)
    execFileSync('setxkbmap', ['-display', xvfb.display, '-option', '', 'de'])
    expect(await arrives(() => inject(sink, message), 3)).toBe('ąęz')
    execFileSync('setxkbmap', ['-display', xvfb.display, 'us'])
  })

  test('keys lent by a sink that was killed are lent again', async () => {
    const killed = await openX11Sink(xvfb.display)
    for (const text of ['абвгдежзийклмноп', 'рстуфхцчшщъыьэюя', 'АБВГДЕЖЗИЙКЛМНОП']) {
      await killed.prepare({ type: 'text-entered', text })
    }
    const other = await openX11Sink(xvfb.display)
    const text = 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠ'
    expect(await arrives(() => inject(other, { type: 'text-entered', text }), 16)).toBe(text)
    await other[Symbol.asyncDispose]()
    await killed[Symbol.asyncDispose]()
  })

  test('the keyboard is as it was when the sink is disposed', async () => {
    await using quiet = await startXvfb({ width: 320, height: 240 })
    const mapping = () => execFileSync('xmodmap', ['-display', quiet.display, '-pke'], { encoding: 'utf8' })
    const before = mapping()
    const borrower = await openX11Sink(quiet.display)
    await inject(borrower, { type: 'text-entered', text: '漢字😀éß' })
    expect(mapping()).not.toBe(before)
    await borrower[Symbol.asyncDispose]()
    expect(mapping()).toBe(before)
  })

  test('back and forward are buttons 8 and 9', async () => {
    await using quiet = await startXvfb({ width: 640, height: 480 })
    await using clicker = await openX11Sink(quiet.display)
    await using events = await watchXEvents(quiet.display)
    for (const button of ['back', 'forward'] as const) {
      await inject(clicker, { type: 'button-pressed', x: 9, y: 9, button })
      await inject(clicker, { type: 'button-released', x: 9, y: 9, button })
    }
    await until(() => events.seen.length === 4, 'two clicks')
    expect(events.seen).toEqual(['button 8 down', 'button 8 up', 'button 9 down', 'button 9 up'])
  })

  test('an X server without XTEST is refused by name', async () => {
    await using bare = await startXvfb({ width: 320, height: 240, without: ['XTEST'] })
    await expect(openX11Sink(bare.display)).rejects.toThrow('XTEST')
  })

  test('input for an X server that is gone fails, and the process lives', async () => {
    const doomed = await startXvfb({ width: 320, height: 240 })
    const orphan = await openX11Sink(doomed.display)
    await doomed[Symbol.asyncDispose]()
    await until(async () => {
      try {
        await inject(orphan, { type: 'text-entered', text: 'a' })
        return false
      } catch (error) {
        return (error as Error).name === 'InputFailed'
      }
    }, 'InputFailed')
    orphan.releaseAll()
    await orphan[Symbol.asyncDispose]()
  })

  test('the process lives when the very message finds out that the X server is gone', async () => {
    const doomed = await startXvfb({ width: 320, height: 240 })
    const orphan = await openX11Sink(doomed.display)
    process.kill(doomed.pid)
    // Not a turn of the event loop in between: nobody can have noticed.
    execFileSync('sh', ['-c', `while xset -display ${doomed.display} q > /dev/null 2>&1; do :; done`])
    for (const text of ['aé漢', 'a']) {
      await expect(inject(orphan, { type: 'text-entered', text })).rejects.toMatchObject({ name: 'InputFailed' })
    }
    await orphan[Symbol.asyncDispose]()
    await doomed[Symbol.asyncDispose]()
  })
})

const lockGroupOf = openLibrary('libX11.so.6').bind(
  'int XkbLockGroup(void *d, unsigned int device, unsigned int group)',
)

function lockGroup(xvfb: Xvfb, group: number): void {
  using connection = Connection.open(xvfb.display)
  if (connection) lockGroupOf(connection.display, 0x100, group)
}
