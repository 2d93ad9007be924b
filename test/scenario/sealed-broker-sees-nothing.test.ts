import { describe, expect, test } from 'vitest'
import { foundIn, namesOf } from '../support/canary.ts'
import { confide, relayInClear } from '../support/confided-session.ts'
import { foundInMemory } from '../support/process-memory.ts'
import { addSession } from '../support/test-session.ts'
import { WatchedBroker } from '../support/watched-broker.ts'

describe.runIf(process.platform === 'linux')('[E2E-3] what the broker holds while two sides talk', () => {
  test('has no pixels, no chat and nothing that was typed in it: its memory, its folder, its logs', async () => {
    await using broker = await WatchedBroker.start()
    const { sessionName, technician, known } = broker
    const session = await addSession(broker, technician, { name: sessionName })
    await using _applet = session.applet
    const searched = [...known, ...(await confide(session))]

    expect(foundInMemory(broker.pid, searched)).toEqual(namesOf(known))
    expect(foundIn(broker.files(), searched)).toEqual(namesOf(known))
    expect(foundIn(broker.output(), searched)).toEqual([])
    // The session was alive all the time, and its broker, too.
    expect(await technician.status(session.id)).toBe('Active')
    expect(broker.output().includes(session.id)).toBe(true)
  })

  test('would show what went through it in clear', async () => {
    await using broker = await WatchedBroker.start()
    expect(foundInMemory(broker.pid, [await relayInClear(broker)])).toEqual(['clear'])
  })
})
