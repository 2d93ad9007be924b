import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openX11Board } from '../../src/applet/clipboard/boards/x11-board.ts'
import type { Clipboard } from '../../src/applet/clipboard/clipboard.ts'
import { Connection } from '../../src/applet/x11/connection.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { copyOn, pasteOn, put } from '../support/x-clipboard.ts'
import { beginPaste, holdSelection } from '../support/x-selection.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const CORPUS =
  'Ça coûte 10 € à Łódź – „Groß“ Ελληνικά Русский Ёжик 漢字かなカナ 한국어 עברית العربية 😀👍🏽🇩🇪 ∑√∞≠\tTab\nLine'
/** About 200 KB in UTF-8: more than goes in one piece, either way. */
const LONG = CORPUS.repeat(1100).slice(0, LIMITS.clipboardText).toWellFormed()

describe.skipIf(!needs('Xvfb', 'xclip'))('X11 clipboard', () => {
  let xvfb: Xvfb
  let clipboard: Clipboard
  let changes = 0

  beforeAll(async () => {
    xvfb = await startXvfb({ width: 320, height: 240 })
    clipboard = await openX11Board(xvfb.display)
    clipboard.onChanged(() => {
      changes += 1
    })
  })
  afterAll(async () => {
    clipboard[Symbol.dispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  /** What is told and read when somebody copies. */
  async function copied(text: string) {
    const before = changes
    await copyOn(xvfb.display, text)
    await until(() => changes > before, 'the change')
    return await clipboard.read()
  }

  test('the long text is long', () => {
    expect(Buffer.byteLength(LONG)).toBeGreaterThan(200_000)
  })

  test.each([
    ['any text', CORPUS],
    ['one character', 'é'],
    ['200 KB', LONG],
  ])('what a program copies is told and read: %s', async (_, text) => {
    expect(await copied(text)).toEqual({ text })
  })

  test.each([
    ['any text', CORPUS],
    ['one character', 'é'],
    ['200 KB', LONG],
  ])('what is put there a program pastes, again and again: %s', async (_, text) => {
    expect(put(clipboard, text)).toBe(true)
    expect(await pasteOn(xvfb.display)).toBe(text)
    expect(await pasteOn(xvfb.display)).toBe(text)
  })

  test('several programs paste a long text at the same time', async () => {
    put(clipboard, LONG)
    const pasted = await Promise.all(Array.from({ length: 4 }, () => pasteOn(xvfb.display)))
    expect(pasted.every((text) => text === LONG)).toBe(true)
  })

  test('what was put there is no change', async () => {
    const before = changes
    put(clipboard, 'ours')
    expect(await pasteOn(xvfb.display)).toBe('ours')
    expect(changes).toBe(before)
    expect(await copied('theirs')).toEqual({ text: 'theirs' })
  })

  test('text whose owner marks it as a password is not read', async () => {
    const before = changes
    using owner = holdSelection(xvfb.display, { UTF8_STRING: 'hunter2', 'x-kde-passwordManagerHint': 'secret' })
    await until(() => changes > before, 'the change')
    expect(await clipboard.read()).toBe('secret')
    expect(owner.asked).toEqual(['TARGETS'])
  })

  test('a program that has no text gives none, and one that does not say what it has is asked for text', async () => {
    const before = changes
    {
      using _picture = holdSelection(xvfb.display, { 'image/png': 'PNG' })
      await until(() => changes > before, 'the picture')
      expect(await clipboard.read()).toBeUndefined()
    }
    using owner = holdSelection(xvfb.display, { STRING: 'grüß' }, { listed: false })
    await until(() => changes > before + 1, 'the old program')
    expect(await clipboard.read()).toEqual({ text: 'grüß' })
    expect(owner.asked).toEqual(['TARGETS', 'UTF8_STRING', 'STRING'])
  })

  test('a program that never answers is not waited for, and its late answer is not taken for another', async () => {
    const before = changes
    const owner = holdSelection(xvfb.display, { UTF8_STRING: 'late' }, { silent: true })
    await until(() => changes > before, 'the change')
    expect(await clipboard.read()).toBeUndefined()
    owner.answerAll()
    expect(await copied('in time')).toEqual({ text: 'in time' })
    owner[Symbol.dispose]()
  })

  test('a program that announces pieces and sends none is not waited for', async () => {
    const before = changes
    using owner = holdSelection(xvfb.display, { UTF8_STRING: '9999' }, { announcesOnly: true })
    await until(() => changes > before, 'the change')
    expect(await clipboard.read()).toBeUndefined()
    expect(owner.asked).toEqual(['TARGETS', 'UTF8_STRING'])
    expect(await copied('next')).toEqual({ text: 'next' })
  })

  test('a program that dies in the middle of a paste harms nobody', async () => {
    put(clipboard, LONG)
    askAndLeave(xvfb.display)
    expect(await pasteOn(xvfb.display)).toBe(LONG)
  })

  test('nothing is left of what was put there when the clipboard is given up', async () => {
    const other = await openX11Board(xvfb.display)
    put(other, 'for this session')
    expect(await pasteOn(xvfb.display)).toBe('for this session')
    other[Symbol.dispose]()
    expect(await pasteOn(xvfb.display)).toBe('')
  })

  test('what somebody copied stays when the clipboard is given up', async () => {
    const other = await openX11Board(xvfb.display)
    put(other, 'ours')
    await copyOn(xvfb.display, 'theirs')
    other[Symbol.dispose]()
    expect(await pasteOn(xvfb.display)).toBe('theirs')
  })

  test('without an X server it fails with a sentence', async () => {
    await expect(openX11Board(':4711')).rejects.toMatchObject({
      name: 'ClipboardFailed',
      message: expect.stringMatching(/^[A-Z].*\.$/),
    })
  })

  test('the process lives when the X server is gone', async () => {
    const doomed = await startXvfb({ width: 320, height: 240 })
    const orphan = await openX11Board(doomed.display)
    put(orphan, 'x')
    await doomed[Symbol.asyncDispose]()
    await until(() => {
      try {
        put(orphan, 'y')
        return false
      } catch {
        return true
      }
    }, 'the loss')
    expect(await orphan.read()).toBeUndefined()
    orphan[Symbol.dispose]()
  })
})

/** Asks for the long text and is gone before the first piece was taken. */
function askAndLeave(display: string): void {
  const connection = Connection.open(display)
  if (!connection) throw new Error('no X server')
  beginPaste(connection)
  connection[Symbol.dispose]()
}
