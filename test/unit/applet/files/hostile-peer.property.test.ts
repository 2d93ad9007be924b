import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signal } from '@preact/signals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventStream } from '../../../../src/applet/event-stream.ts'
import { Files } from '../../../../src/applet/files/files.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import { realClock } from '../../../../src/base/clock.ts'
import { CustomerFiles } from '../../../../src/console/files/customer-files.ts'
import type { ConsentState } from '../../../../src/console/session/consent.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'
import { isBlock } from '../../../../src/protocol/peer/block-codec.ts'
import { type PeerMessage, peerCodec } from '../../../../src/protocol/peer/catalog.ts'
import type { PeerSender } from '../../../../src/protocol/peer/peer-sender.ts'
import { ProtocolError } from '../../../../src/protocol/protocol-error.ts'
import { block, fileMessage } from '../../../support/arbitrary-file-talk.ts'
import { quiet } from '../../../support/channel-pair.ts'

/** A line that checks all that is said as the real one would, and brings none of it anywhere. */
class CheckedLine {
  readonly bufferedBytes = 0
  readonly #self: PeerSender
  frameBytes = 0

  constructor(self: PeerSender) {
    this.#self = self
  }

  send(message: PeerMessage): void {
    peerCodec.encode(message, this.#self)
  }

  sendFrame(bytes: Uint8Array): void {
    if (!isBlock(bytes)) throw new Error('no block')
    this.frameBytes += bytes.byteLength
  }
}

/** Whoever does not keep to the rules hears so; anything else thrown is our fault. */
function hear(step: () => void): void {
  try {
    step()
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
  }
}

const act = fc.constantFrom('grant', 'revoke', 'place', 'refuse', 'cut', 'back', 'another page', 'send', 'rest')

test('[FILE-1] a technician’s page that says anything in any order writes nowhere but where the customer said', async () => {
  const steps = fc.array(fc.oneof(fileMessage('file-offered'), block, act), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const room = mkdtempSync(join(tmpdir(), 'hostile-'))
      const folder = mkdtempSync(join(room, 'chosen-'))
      writeFileSync(join(room, 'own.txt'), 'hello')
      const [gate, line] = [new PermissionGate(), new CheckedLine('applet')]
      const log = new SessionLog(realClock)
      const files = new Files({ gate, sessionLog: log, events: new EventStream(), clock: realClock })
      files.lineOpened(line, true)
      const acts = {
        grant: () => gate.grant('files.send'),
        revoke: () => gate.revoke('files.send'),
        place: async () => {
          for (const { id } of files.views) await files.place(id, folder)
        },
        refuse: () => {
          for (const { id } of files.views) files.refuse(id)
        },
        cut: () => files.lineCut(),
        back: () => files.lineOpened(line, true),
        'another page': () => {
          files.lineClosed()
          files.lineOpened(line, true)
        },
        send: () => files.sendPath(join(room, 'own.txt')),
        rest: quiet,
      }
      for (const step of all) {
        if (typeof step === 'string') await acts[step]()
        else if (step instanceof Uint8Array) hear(() => files.frame(step))
        else hear(() => files.received(step, gate.epoch))
      }
      await quiet()
      expect(files.views.filter(({ state }) => state === 'running').length).toBeLessThanOrEqual(LIMITS.openFiles * 2)
      files[Symbol.dispose]()
      // What was written under a name of ours is gone; what stays was whole.
      await quiet()
      expect(readdirSync(room).length).toBe(2)
      expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
      rmSync(room, { recursive: true })
    }),
    { numRuns: 150 },
  )
})

test('an applet that says anything in any order breaks nothing on the technician’s page', async () => {
  const steps = fc.array(fc.oneof(fileMessage('file-announced'), block, act), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const [consent, line] = [signal<ConsentState>('none'), new CheckedLine('console')]
      using files = new CustomerFiles({ consent, ask: () => {} })
      files.opened(line)
      const items = () => files.list.items.value
      const acts = {
        grant: () => {
          consent.value = 'granted'
        },
        revoke: () => {
          consent.value = 'taken-back'
        },
        place: () => {
          for (const { key } of items()) files.take(key)
        },
        refuse: () => {
          for (const { key } of items()) files.cancel(key)
        },
        cut: () => files.cut(),
        back: () => files.opened(line),
        'another page': () => {
          files.closed()
          files.opened(line)
        },
        send: () => files.send([new File(['hello'], 'own.txt')]),
        rest: quiet,
      }
      for (const step of all) {
        if (typeof step === 'string') await acts[step]()
        else if (step instanceof Uint8Array) hear(() => files.block(step))
        else hear(() => files.heard(step))
      }
      await quiet()
      for (const { state, bytes, content } of items()) if (state === 'done' && content) expect(content.size).toBe(bytes)
    }),
    { numRuns: 300 },
  )
})
