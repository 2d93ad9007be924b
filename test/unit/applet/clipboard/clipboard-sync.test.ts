import { beforeEach, describe, expect, test } from 'vitest'
import { RecordedBoard } from '../../../../src/applet/clipboard/boards/recorded-board.ts'
import type { ClipboardChanged, Found } from '../../../../src/applet/clipboard/clipboard.ts'
import { ClipboardSync } from '../../../../src/applet/clipboard/clipboard-sync.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import { silentLogger } from '../../../../src/base/logger.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'
import { ALL_PERMISSIONS } from '../../../../src/protocol/permission.ts'
import { quiet } from '../../../support/channel-pair.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

/** Counts every look, and may take its time or be held by another program. */
class WatchedBoard extends RecordedBoard {
  reads = 0
  opened = 0
  closed = 0
  busy = 0
  ready: Promise<unknown> | undefined

  override async read(): Promise<Found | undefined> {
    this.reads += 1
    const found = await super.read()
    await this.ready
    return found
  }

  override write(message: Parameters<RecordedBoard['write']>[0]): boolean {
    if (this.busy > 0) {
      this.busy -= 1
      return false
    }
    return super.write(message)
  }

  override [Symbol.dispose](): void {
    this.closed += 1
    super[Symbol.dispose]()
  }
}

let clock: FakeClock
let gate: PermissionGate
let board: WatchedBoard
let sessionLog: SessionLog
let sync: ClipboardSync
let sent: string[]
let pasted: string[]
let online: boolean

beforeEach(() => {
  clock = new FakeClock()
  gate = new PermissionGate()
  pasted = []
  board = new WatchedBoard((line) => pasted.push(JSON.parse(line).text))
  sessionLog = new SessionLog(clock)
  sent = []
  online = true
  const open = async () => {
    board.opened += 1
    return board
  }
  sync = new ClipboardSync({
    gate,
    clipboards: () => [{ name: 'watched', open }],
    send: (message) => sent.push(message.text),
    sessionLog,
    clock,
    log: silentLogger('applet.clipboard'),
  })
})

/** What the log tells beside that the clipboard is open. */
const transfers = () => sessionLog.entries.filter(({ kind }) => kind !== 'clipboard-shared')

const changed = (text: string): ClipboardChanged => ({ type: 'clipboard-changed', text })

async function grant(): Promise<void> {
  gate.grant('clipboard')
  await share()
}

async function share(): Promise<void> {
  const lease = gate.lease('clipboard')
  if (lease) await sync.share(lease, () => online)
}

async function copy(content: Found): Promise<void> {
  board.copy(content)
  await quiet()
}

/** The pause after a transfer is over. */
async function pause(): Promise<void> {
  await quiet()
  clock.advance(LIMITS.clipboardPauseMs)
  await quiet()
}

describe('[CLIP-1] [P13] without the grant nothing is opened, read, sent or changed', () => {
  test('before a Yes, whatever else is granted', async () => {
    for (const permission of ALL_PERMISSIONS.filter((one) => one !== 'clipboard')) gate.grant(permission)
    await share()
    await copy({ text: 'private' })
    sync.receive(changed('unwanted'), gate.epoch)
    await quiet()
    expect({ opened: board.opened, reads: board.reads, sent, pasted }).toEqual({
      opened: 0,
      reads: 0,
      sent: [],
      pasted: [],
    })
  })

  test('what came before the Yes is not kept for it, and what was copied before is not sent', async () => {
    board.copy({ text: 'before' })
    sync.receive(changed('too early'), gate.epoch)
    await grant()
    await pause()
    expect({ reads: board.reads, sent, pasted }).toEqual({ reads: 0, sent: [], pasted: [] })
    await copy({ text: 'after' })
    expect(sent).toEqual(['after'])
  })

  test('after it was taken back, also when it is granted again', async () => {
    await grant()
    const before = gate.epoch
    gate.revoke('clipboard')
    expect(board.closed).toBe(1)
    await copy({ text: 'private' })
    await grant()
    sync.receive(changed('sealed before'), before)
    await pause()
    expect({ reads: board.reads, sent, pasted }).toEqual({ reads: 0, sent: [], pasted: [] })
    sync.receive(changed('sealed after'), gate.epoch)
    expect(pasted).toEqual(['sealed after'])
  })

  test('text that is handed over only after the permission was taken back stays here', async () => {
    await grant()
    const owner = Promise.withResolvers<void>()
    board.ready = owner.promise
    await copy({ text: 'slow' })
    expect(board.reads).toBe(1)
    gate.revoke('clipboard')
    gate.grant('clipboard')
    owner.resolve()
    await quiet()
    expect(sent).toEqual([])
    expect(transfers()).toEqual([])
  })

  test('what waits for its turn is forgotten when the permission is taken back', async () => {
    await grant()
    sync.receive(changed('first'), gate.epoch)
    sync.receive(changed('waits'), gate.epoch)
    gate.revoke('clipboard')
    await grant()
    await pause()
    expect(pasted).toEqual(['first'])
  })

  test('while the line is cut nothing is read', async () => {
    await grant()
    online = false
    await copy({ text: 'private' })
    online = true
    await pause()
    expect({ reads: board.reads, sent }).toEqual({ reads: 0, sent: [] })
  })

  test('text that is handed over only after the line was cut is not told as sent', async () => {
    await grant()
    const owner = Promise.withResolvers<void>()
    board.ready = owner.promise
    await copy({ text: 'slow' })
    online = false
    owner.resolve()
    await quiet()
    expect([sent, transfers()]).toEqual([[], []])
  })

  test('a clipboard that opens only after the permission was taken back is closed at once', async () => {
    gate.grant('clipboard')
    const opening = share()
    gate.revoke('clipboard')
    await opening
    expect([board.opened, board.closed]).toEqual([1, 1])
    await copy({ text: 'private' })
    expect(board.reads).toBe(0)
  })
})

test('[P13] what is marked as a password is not sent, and both are told', async () => {
  await grant()
  await copy('secret')
  expect(sent).toEqual([])
  expect(transfers().map(({ kind }) => kind)).toEqual(['clipboard-withheld'])
})

test('[P14] text goes over once, and what came from there does not go back', async () => {
  await grant()
  await copy({ text: 'from the customer' })
  await pause()
  await copy({ text: 'from the customer' })
  await pause()
  sync.receive(changed('from the technician'), gate.epoch)
  // As when a program that keeps a history takes it over.
  await copy({ text: 'from the technician' })
  await pause()
  expect(sent).toEqual(['from the customer'])
  expect(pasted).toEqual(['from the technician'])
  await copy({ text: 'from the customer' })
  expect(sent).toHaveLength(2)
})

test('[P14] of texts that follow each other fast the newest counts, either way', async () => {
  await grant()
  for (const text of ['1', '2', '3']) await copy({ text })
  for (const text of ['a', 'b', 'c']) sync.receive(changed(text), gate.epoch)
  expect([sent, pasted]).toEqual([['1'], ['a']])
  await pause()
  expect(pasted).toEqual(['a', 'c'])
  await copy({ text: '4' })
  await pause()
  await pause()
  expect(sent.at(-1)).toBe('4')
  expect(sent.length).toBeLessThan(5)
})

test('[P14] hostile text is made into text, and too long text is not sent but told', async () => {
  await grant()
  await copy({ text: 'a\0\u001b[31m\ud800\r\n' })
  expect(sent).toEqual(['a[31m\ufffd\n'])
  await pause()
  await copy({ text: '\0' })
  await pause()
  await copy({ text: 'x'.repeat(LIMITS.clipboardText + 1) })
  expect(sent).toHaveLength(1)
  expect(sessionLog.entries.at(-1)?.text).toContain('it has 128,001 characters')
})

test('every transfer is logged with its direction and size, and never with its text', async () => {
  await grant()
  await copy({ text: 'hunter2' })
  sync.receive(changed('x'), gate.epoch)
  expect(sessionLog.entries.map(({ kind, permissions, text }) => [kind, permissions, text])).toEqual([
    ['clipboard-shared', ['clipboard'], 'From now on copied text goes both ways.'],
    ['clipboard-sent', ['clipboard'], 'Copied text was sent to the technician: 7 characters.'],
    ['clipboard-received', ['clipboard'], 'The technician put text into the clipboard: 1 character.'],
  ])
})

test('a clipboard that another program holds is tried again, and not for ever', async () => {
  await grant()
  board.busy = 2
  sync.receive(changed('patient'), gate.epoch)
  await pause()
  await pause()
  expect(pasted).toEqual(['patient'])
  board.busy = 100
  sync.receive(changed('in vain'), gate.epoch)
  for (let turn = 0; turn < 20; turn += 1) await pause()
  expect(board.busy).toBe(95)
})

test('where no clipboard can be used the customer is told, and the session goes on', async () => {
  const nothing = new ClipboardSync({
    gate,
    clipboards: () => [],
    send: () => {},
    sessionLog,
    clock,
    log: silentLogger('applet.clipboard'),
  })
  gate.grant('clipboard')
  await nothing.share(gate.lease('clipboard') as AbortSignal, () => true)
  nothing.receive(changed('x'), gate.epoch)
  expect(sessionLog.entries.map(({ kind }) => kind)).toEqual(['clipboard-unavailable'])
})
