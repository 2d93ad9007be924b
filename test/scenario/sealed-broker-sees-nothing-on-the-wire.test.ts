import { describe, expect, test } from 'vitest'
import { foundIn, namesOf } from '../support/canary.ts'
import { confide, relayInClear } from '../support/confided-session.ts'
import { needs } from '../support/needs.ts'
import { foundOnWire, PacketCapture } from '../support/packet-capture.ts'
import { addSession } from '../support/test-session.ts'
import { until } from '../support/until.ts'
import { WatchedBroker } from '../support/watched-broker.ts'

const SIDES = ['/socket/applet', '/socket/screen']

/** A broker, and all that goes to and from it on the network. */
async function startOnWire() {
  let capture: PacketCapture | undefined
  const broker = await WatchedBroker.start(async (port) => {
    capture = await PacketCapture.start(port)
  })
  return { broker, capture: capture as PacketCapture }
}

// Only root may listen to a network.
const mayListen = process.getuid?.() === 0 && needs('tcpdump')

describe.runIf(mayListen)('[E2E-3] the wire on both sides of the broker', () => {
  test('carries pixels, chat and what was typed, and tells none of it', async () => {
    const { broker, capture } = await startOnWire()
    await using _broker = broker
    await using _capture = capture
    const session = await addSession(broker, broker.technician, { name: broker.sessionName })
    const searched = [...broker.known, ...(await confide(session))]
    await session.applet[Symbol.asyncDispose]()
    await until(() => session.screen.closed !== undefined, 'the end of both sides')

    const conversations = await capture.conversations()
    expect(foundOnWire(conversations, searched)).toEqual(namesOf(broker.known))
    const rects = session.screen.updates.flatMap(({ rects }) => rects)
    const pixelBytes = rects.reduce((sum, { data }) => sum + data.byteLength, 0)
    for (const path of SIDES) {
      expect(conversations.find((each) => each.path === path)?.binaryBytes).toBeGreaterThan(pixelBytes)
    }
  })

  test('tells all that passes in clear: both ways, both sides, through the masks of both clients', async () => {
    const { broker, capture } = await startOnWire()
    await using _broker = broker
    await using _capture = capture
    const clear = await relayInClear(broker)
    const conversations = await capture.conversations()
    for (const path of SIDES) {
      const { toServer = [], toClient = [] } = conversations.find((each) => each.path === path) ?? {}
      for (const way of [toServer, toClient]) expect(foundIn(Buffer.concat(way), [clear])).toEqual(['clear'])
    }
  })
})
