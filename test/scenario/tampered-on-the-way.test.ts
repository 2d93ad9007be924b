import { expect, test } from 'vitest'
import { grantControl, sessionOnBadLines } from '../support/bad-lines.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

/** Somewhere inside the first picture that passes from here: far behind the head of any frame, far before its end. */
const INSIDE_A_PICTURE = 3000

test.each([
  ['the console', 'console', 'toClient'],
  ['the broker', 'applet', 'toTarget'],
] as const)(
  '[E2E-2] [S10] one flipped bit of a picture on its way to %s ends the session on both sides, by name',
  async (_, line, toward) => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    await using session = await sessionOnBadLines(broker.url, technician)
    await grantControl(session)
    const { page, applet, lines, id } = session
    // Two more pictures come, and then nothing that the bit could be in.
    const acknowledged = page.updates.at(-1)?.seq ?? 0
    page.acknowledges = false
    await until(() => (page.updates.at(-1)?.seq ?? 0) === acknowledged + 2, 'the last picture')
    lines[line].corruptByte(toward, INSIDE_A_PICTURE)
    page.acknowledges = true
    page.send({ type: 'keyframe-requested' })
    page.send({ type: 'update-painted', seq: page.updates.at(-1)?.seq ?? 0 })

    expect(await applet.ended).toMatchObject({ by: 'applet', reason: 'tampered', exitStatus: 4 })
    await until(() => page.closed === 'tampered', 'the end of the page')
    await until(async () => (await technician.status(id)) === 'Aborted', 'the row')
    expect(applet.customer.granted).toEqual([])
    expect(await technician.log(id)).toContainEqual(expect.stringContaining('the connection was tampered with'))
  },
)
