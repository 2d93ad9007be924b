import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownFolders } from '../../../../src/applet/own-temporaries.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'
import { encodeBlock } from '../../../../src/protocol/peer/block-codec.ts'
import { quiet } from '../../../support/channel-pair.ts'
import { FileTalk, manyBytes, sha256 } from '../../../support/file-talk.ts'
import { until } from '../../../support/until.ts'

let talk: Awaited<ReturnType<typeof FileTalk.begin>>
beforeEach(async () => {
  talk = await FileTalk.begin()
})
afterEach(() => talk[Symbol.dispose]())

const kindsLogged = () => talk.log.entries.map(({ kind }) => kind)

describe('a file of the technician', () => {
  beforeEach(() => talk.gate.grant('files.send'))

  test('[P20] waits until the customer says where it goes, and then lies there whole and cannot be run', async () => {
    const content = manyBytes(300_001)
    const id = await talk.offer(content)
    expect(talk.views).toMatchObject([{ id, direction: 'received', state: 'offered', bytes: 300_001, doneBytes: 0 }])
    expect(talk.names).toEqual([])
    expect(await talk.files.place(id, talk.folder)).toBeUndefined()
    const view = await talk.becomes(id, 'done')
    expect(view.sentence).toBe(`Saved: ${join(talk.folder, 'report.pdf')}`)
    expect(talk.names).toEqual(['report.pdf'])
    expect(talk.content('report.pdf').equals(content)).toBe(true)
    expect(statSync(join(talk.folder, 'report.pdf')).mode & 0o777).toBe(0o600)
    expect(await talk.itemBecomes('done')).toMatchObject({ doneBytes: 300_001 })
  })

  test('is in the log and in the events with its size and its hash', async () => {
    const content = manyBytes(70_000)
    const id = await talk.offer(content, 'a.bin')
    await talk.files.place(id, talk.folder)
    await talk.becomes(id, 'done')
    expect(kindsLogged()).toEqual(['file-offered', 'file-received'])
    expect(talk.log.entries.at(-1)?.text).toContain(`a.bin, 70,000 bytes, SHA-256 ${sha256(content)}`)
    const told = talk.events.map(({ event, state, sha256: hash }) => [event, state, hash])
    expect(told).toEqual([
      ['file', 'offered', null],
      ['file', 'running', null],
      ['file', 'done', sha256(content)],
    ])
  })

  test.each([0, 1, LIMITS.fileBlockBytes, LIMITS.fileBlockBytes + 1])('of %i bytes arrives', async (bytes) => {
    const content = manyBytes(bytes)
    const id = await talk.offer(content)
    await talk.files.place(id, talk.folder)
    await talk.becomes(id, 'done')
    expect(talk.content('report.pdf').equals(content)).toBe(true)
  })

  test('[FILE-1] never takes the place of another, also not of a link that leads nowhere', async () => {
    writeFileSync(join(talk.folder, 'report.pdf'), 'theirs')
    symlinkSync('/nowhere/at/all', join(talk.folder, 'report (1).pdf'))
    const id = await talk.offer(manyBytes(10))
    await talk.files.place(id, talk.folder)
    const { sentence } = await talk.becomes(id, 'done')
    expect(sentence).toContain('report (2).pdf')
    expect(talk.content('report.pdf').toString()).toBe('theirs')
    expect(talk.content('report (2).pdf').equals(manyBytes(10))).toBe(true)
  })

  test('that the customer does not want is nowhere, and the technician reads so', async () => {
    const id = await talk.offer(manyBytes(10))
    talk.files.refuse(id)
    await talk.becomes(id, 'refused')
    expect(await talk.itemBecomes('failed')).toMatchObject({ why: 'files.sent.refused.declined' })
    expect(talk.names).toEqual([])
  })

  test('cannot go into what is no folder, and can then go elsewhere', async () => {
    const id = await talk.offer(manyBytes(10))
    const file = join(talk.folder, 'file')
    writeFileSync(file, '')
    for (const folder of [file, join(talk.folder, 'missing'), 'relative', '', '/dev/null']) {
      expect(await talk.files.place(id, folder)).toBe('It could not be saved in this folder.')
    }
    expect(talk.views.at(-1)?.state).toBe('offered')
    expect(await talk.files.place(id, talk.folder)).toBeUndefined()
    await talk.becomes(id, 'done')
  })

  test('goes into the folder that a link really leads to', async () => {
    mkdirSync(join(talk.folder, 'real'))
    symlinkSync(join(talk.folder, 'real'), join(talk.folder, 'link'))
    const id = await talk.offer(manyBytes(10))
    await talk.files.place(id, join(talk.folder, 'link'))
    const { sentence } = await talk.becomes(id, 'done')
    expect(sentence).toBe(`Saved: ${join(talk.folder, 'real', 'report.pdf')}`)
  })

  test('[P21] stops at once when files are taken back, and nothing of it stays', async () => {
    const id = await talk.offer(manyBytes(8_000_000))
    await talk.files.place(id, talk.folder)
    await until(() => (talk.views.at(-1)?.doneBytes ?? 0) > 0, 'the first block')
    talk.gate.revoke('files.send')
    expect(talk.names).toEqual([])
    expect(talk.views.at(-1)).toMatchObject({ state: 'failed' })
    expect(await talk.itemBecomes('failed')).toMatchObject({ why: 'files.sent.refused.not-permitted' })
    talk.gate.grant('files.send')
    await quiet()
    expect(talk.names).toEqual([])
  })

  test('goes on when another permission is taken back', async () => {
    talk.gate.grant('clipboard')
    const content = manyBytes(3_000_000)
    const id = await talk.offer(content)
    await talk.files.place(id, talk.folder)
    await until(() => (talk.views.at(-1)?.doneBytes ?? 0) > 0, 'the first block')
    talk.gate.revoke('clipboard')
    await talk.becomes(id, 'done')
    expect(talk.content('report.pdf').equals(content)).toBe(true)
  })

  test.each(['technician', 'customer'] as const)('can be stopped on its way by the %s', async (who) => {
    const id = await talk.offer(manyBytes(8_000_000))
    await talk.files.place(id, talk.folder)
    await until(() => (talk.views.at(-1)?.doneBytes ?? 0) > 0, 'the first block')
    if (who === 'technician') talk.technician.cancel(1)
    else talk.files.refuse(id)
    await talk.becomes(id, who === 'technician' ? 'failed' : 'refused')
    await talk.itemBecomes('failed')
    expect(talk.names).toEqual([])
  })

  test('[P24] of which a block arrives damaged comes again from there, once', async () => {
    const content = manyBytes(500_000)
    const id = await talk.offer(content)
    damageNextBlocks(1)
    await talk.files.place(id, talk.folder)
    await talk.becomes(id, 'done')
    expect(talk.content('report.pdf').equals(content)).toBe(true)
    expect(talk.heard.filter(({ type }) => type === 'file-accepted')).toHaveLength(2)
  })

  test('[P24] that arrives damaged again and again is refused, and nothing of it stays', async () => {
    const id = await talk.offer(manyBytes(500_000))
    damageNextBlocks(Number.POSITIVE_INFINITY)
    await talk.files.place(id, talk.folder)
    await talk.becomes(id, 'failed')
    expect(await talk.itemBecomes('failed')).toMatchObject({ why: 'files.sent.refused.damaged' })
    expect(talk.names).toEqual([])
  })

  test('[P24] whose hash is another than its sender says is refused, and nothing of it stays', async () => {
    talk.pair.console.send({ type: 'file-offered', id: 7, name: 'a', bytes: 5 })
    await until(() => talk.views.length === 1, 'the offer')
    await talk.files.place(talk.views[0]?.id ?? '', talk.folder)
    talk.pair.console.sendFrame(encodeBlock(7, 0, Buffer.from('hello')))
    talk.pair.console.send({ type: 'file-finished', id: 7, sha256: '0'.repeat(64) })
    await talk.becomes(talk.views[0]?.id ?? '', 'failed')
    expect(talk.views[0]?.sentence).toBe('It arrived damaged. Nothing of it was kept.')
    expect(talk.names).toEqual([])
  })

  test('of more bytes than were offered is refused', async () => {
    talk.pair.console.send({ type: 'file-offered', id: 7, name: 'a', bytes: 5 })
    await until(() => talk.views.length === 1, 'the offer')
    await talk.files.place(talk.views[0]?.id ?? '', talk.folder)
    talk.pair.console.sendFrame(encodeBlock(7, 0, Buffer.from('hello!')))
    await talk.becomes(talk.views[0]?.id ?? '', 'failed')
    expect(talk.names).toEqual([])
  })

  test('that is one too many is refused', async () => {
    const files = Array.from({ length: LIMITS.openFiles }, (_, id) => id + 1)
    for (const id of [...files, LIMITS.openFiles + 1]) {
      talk.pair.console.send({ type: 'file-offered', id, name: 'a', bytes: 5 })
    }
    await until(() => talk.heard.some(({ type }) => type === 'file-refused'), 'the refusal')
    expect(talk.heard.at(-1)).toEqual({ type: 'file-refused', id: LIMITS.openFiles + 1, reason: 'too-many' })
    expect(talk.views).toHaveLength(LIMITS.openFiles)
  })

  test('is over with the page that sent it', async () => {
    const id = await talk.offer(manyBytes(8_000_000))
    await talk.files.place(id, talk.folder)
    await until(() => (talk.views.at(-1)?.doneBytes ?? 0) > 0, 'the first block')
    talk.pair.applet.close('ended')
    await talk.becomes(id, 'failed')
    expect(talk.names).toEqual([])
    expect(await talk.itemBecomes('failed')).toMatchObject({ why: 'files.lost' })
  })

  /** As a program with a fault would send them: sealed, and not what their sum says. */
  function damageNextBlocks(count: number): void {
    const { console } = talk.pair
    const sendFrame = console.sendFrame.bind(console)
    let left = count
    console.sendFrame = (bytes) => {
      const changed = bytes.slice()
      if (left > 0) changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
      left -= 1
      sendFrame(changed)
    }
  }
})

describe('without a grant', () => {
  test('[P20] no offer is shown and no block is written', async () => {
    talk.pair.console.send({ type: 'file-offered', id: 1, name: 'a', bytes: 5 })
    talk.pair.console.sendFrame(encodeBlock(1, 0, Buffer.from('hello')))
    await until(() => talk.heard.at(-1)?.type === 'file-refused', 'the refusal')
    expect(talk.heard.at(-1)).toEqual({ type: 'file-refused', id: 1, reason: 'not-permitted' })
    expect([talk.views, talk.names]).toEqual([[], []])
  })

  test('[S9] an offer from before the permission was taken back is not shown when it is granted again', async () => {
    talk.gate.grant('files.send')
    talk.gate.revoke('files.send')
    talk.gate.grant('files.send')
    // The console has not heard of the narrowing yet.
    talk.files.received({ type: 'file-offered', id: 1, name: 'a', bytes: 5 }, 0)
    expect(talk.views).toEqual([])
  })

  test('the page asks first, and sends what waits after the Yes', async () => {
    talk.technician.send([new File(['hello'], 'a.txt')])
    expect(talk.asked).toBe(1)
    expect(talk.items).toMatchObject([{ state: 'asking' }])
    talk.gate.grant('files.send')
    await until(() => talk.views.length === 1, 'the offer')
    expect(talk.items).toMatchObject([{ state: 'offered' }])
  })

  test('what waits is not sent after a No', () => {
    talk.technician.send([new File(['hello'], 'a.txt')])
    talk.consent.value = 'no'
    expect(talk.items).toMatchObject([{ state: 'failed', why: 'files.sent.refused.not-permitted' }])
    talk.consent.value = 'granted'
    expect(talk.views).toEqual([])
  })

  test('[P22] a request for a file counts once, after its Yes', () => {
    talk.files.received({ type: 'file-requested' }, 0)
    expect(talk.files.isWanted).toBe(false)
    talk.gate.grant('files.receive')
    talk.files.received({ type: 'file-requested' }, 0)
    expect(talk.files.isWanted).toBe(true)
    expect(kindsLogged()).toEqual(['file-wanted'])
  })
})

describe('a file of the customer', () => {
  const own = (name = 'mine.txt', content: string | Uint8Array = 'hello') => {
    const path = join(talk.folder, name)
    writeFileSync(path, content)
    return path
  }

  test('needs no permission, comes by itself, and can be saved', async () => {
    const content = manyBytes(5_000_000)
    expect(await talk.files.sendPath(own('photo.jpg', content))).toBeUndefined()
    const item = await talk.itemBecomes('done')
    expect(item).toMatchObject({ direction: 'received', name: 'photo.jpg', bytes: 5_000_000 })
    expect(await item.content?.bytes()).toEqual(content)
    await talk.becomes('file-1', 'done')
    expect(talk.log.entries.at(-1)?.text).toContain(sha256(content))
  })

  test('that is what the technician asked for ends the asking', async () => {
    talk.gate.grant('files.receive')
    talk.files.received({ type: 'file-requested' }, 0)
    await talk.files.sendPath(own())
    expect(talk.files.isWanted).toBe(false)
  })

  test('chosen in a window is kept in a folder of ours alone, and is gone from there when it is done', async () => {
    const before = new Set(spools())
    const { promise, resolve } = Promise.withResolvers<void>()
    const spooled = talk.files.sendChosen({ name: 'b.bin', bytes: 8, content: pieces(['abcd', 'efgh'], promise) })
    await until(() => spools().some((each) => !before.has(each)), 'the folder')
    const folder = spools().find((each) => !before.has(each)) ?? ''
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    resolve()
    expect(await spooled).toBeUndefined()
    expect(await (await talk.itemBecomes('done')).content?.text()).toBe('abcdefgh')
    expect(inside(folder)).toEqual([])
    talk.files[Symbol.dispose]()
    expect(spools()).not.toContain(folder)
  })

  test.each(['abc', 'abcdefghi'])(
    'that is longer or shorter than the window said is not sent (%s)',
    async (content) => {
      const before = spools()
      const sent = talk.files.sendChosen({ name: 'b', bytes: 8, content: pieces([content]) })
      expect(await sent).toContain('cannot be read')
      expect(spools().filter((each) => !before.includes(each) && inside(each).length > 0)).toEqual([])
      expect(talk.views).toEqual([])
    },
  )

  test('that is no file, or cannot be read, is not sent, and the customer reads why', async () => {
    expect(await talk.files.sendPath(talk.folder)).toBe('This is not a file that can be sent.')
    expect(await talk.files.sendPath('/dev/zero')).toBe('This is not a file that can be sent.')
    expect(await talk.files.sendPath(join(talk.folder, 'missing'))).toContain('cannot be read')
    const closed = own()
    chmodSync(closed, 0)
    if (process.getuid?.() !== 0) expect(await talk.files.sendPath(closed)).toContain('cannot be read')
    expect(talk.views).toEqual([])
  })

  test.each(['longer', 'other', 'shorter'])(
    '[XFER-1] [P24] that is changed while it is sent (%s) is reported as changed',
    async (how) => {
      const path = own('big.bin', manyBytes(8_000_000))
      await talk.files.sendPath(path)
      await until(() => (talk.views.at(-1)?.doneBytes ?? 0) > 0, 'the first block')
      if (how === 'longer') appendFileSync(path, 'x')
      else if (how === 'shorter') writeFileSync(path, 'x')
      else utimesSync(path, 1, 1)
      await talk.becomes('file-1', 'failed')
      expect(talk.views.at(-1)?.sentence).toBe('It was changed while it was sent. Send it again.')
      expect(await talk.itemBecomes('failed')).toMatchObject({
        why: 'files.received.withdrawn.changed',
        content: undefined,
      })
    },
  )

  test.each(['technician', 'customer'] as const)('can be stopped by the %s', async (who) => {
    await talk.files.sendPath(own('big.bin', manyBytes(8_000_000)))
    await until(() => (talk.items.at(-1)?.doneBytes ?? 0) > 0, 'the first block')
    if (who === 'customer') talk.files.refuse('file-1')
    else talk.technician.cancel(1)
    await talk.becomes('file-1', 'failed')
    await talk.itemBecomes('failed')
  })

  test('too large to come by itself waits for the technician', async () => {
    talk.pair.applet.send({ type: 'file-announced', id: 9, name: 'disk.img', bytes: 4_000_000_000 })
    await until(() => talk.items.length === 1, 'the file')
    expect(talk.items[0]?.state).toBe('offered')
    talk.technician.take(1)
    expect(talk.items[0]?.state).toBe('running')
  })

  const spools = () => ownFolders()
  const inside = (folder: string) => readdirSync(folder).filter((name) => name !== '.owner')
  async function* pieces(all: readonly string[], ready?: Promise<void>) {
    await ready
    for (const each of all) yield Buffer.from(each)
  }
})

test('nobody who is not verified gets a file, and where nobody is none is sent', async () => {
  using unverified = await FileTalk.begin('offered')
  const path = join(unverified.folder, 'mine.txt')
  writeFileSync(path, 'hello')
  expect(await unverified.files.sendPath(path)).toContain('nobody has checked yet')
  unverified.pair.applet.close('ended')
  expect(await unverified.files.sendPath(path)).toContain('your technician is not here yet')
  expect(unverified.heard.filter(({ type }) => type === 'file-announced')).toEqual([])
})

test('a receiver that acknowledges what was never sent ends the channel', async () => {
  const path = join(talk.folder, 'mine.txt')
  writeFileSync(path, manyBytes(1_000_000))
  await talk.files.sendPath(path)
  await until(() => talk.views.at(-1)?.state === 'running', 'the file on its way')
  const closed = new Promise((resolve) => talk.pair.applet.on('closed', resolve))
  talk.pair.console.send({ type: 'file-received', id: 1, bytes: 999_999_999 })
  expect(await closed).toMatchObject({ code: 'protocol-error' })
})
