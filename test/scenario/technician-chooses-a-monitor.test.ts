import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { openX11Source } from '../../src/applet/screen/sources/x11-source.ts'
import type { Rect } from '../../src/base/rect.ts'
import { needs } from '../support/needs.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { allow } from '../support/test-session.ts'
import { until } from '../support/until.ts'
import { arrange, LEFT, MIDDLE, plugIn, RIGHT, unplug, WIDE } from '../support/x-monitors.ts'
import { pointerOf } from '../support/x-pointer.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const ALL = [MIDDLE, LEFT, RIGHT]
const DESKTOP = { x: 0, y: 0, ...WIDE, shown: null }

describe.skipIf(!needs('Xvfb', 'xrandr'))('a technician who looks at one monitor of a real X display', () => {
  const resources = new AsyncDisposableStack()
  let xvfb: Xvfb
  let applet: TestApplet
  let screen: TestScreen

  beforeAll(async () => {
    xvfb = resources.use(await startXvfb(WIDE))
    arrange(xvfb, ALL)
    const broker = resources.use(await TestBroker.start())
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    const screens = () => [{ name: 'X11', open: () => openX11Source(xvfb.display) }]
    const inputs = [{ name: 'X11', open: () => openX11Sink(xvfb.display) }]
    applet = resources.use(new TestApplet({ url: broker.url, pin, screens, inputs }))
    await applet.untilStatus('waiting')
    await technician.post(`/api/sessions/${id}/start`)
    await applet.untilStatus('active')
    screen = await TestScreen.verified(technician, id, applet.customer)
    await allow({ screen, applet }, 'control')
  })
  afterAll(() => resources.disposeAsync())

  const look = (monitor: string | null) =>
    screen.send({ type: 'view-adjusted', quality: 'balanced', greyscale: false, framesPerSecond: 60, monitor })
  const latest = () => screen.all('screen-described').at(-1)

  /** The part of the desktop that was described last, once the picture of it is there. */
  async function untilShown(part: Rect & { shown: string | null }): Promise<void> {
    await until(() => latest()?.shown === part.shown && latest()?.width === part.width, `${part.shown} shown`)
    expect(latest()).toMatchObject(part)
    await until(
      () => screen.updates.some(({ epoch, keyframe }) => keyframe && epoch === latest()?.epoch),
      'its picture',
    )
  }

  async function pointsAt(x: number, y: number): Promise<void> {
    screen.send({ type: 'pointer-moved', x, y })
    await until(() => pointerOf(xvfb.display).x === x && pointerOf(xvfb.display).y === y, `pointer at ${x}, ${y}`)
  }

  test('is told of all of them, the primary one first', async () => {
    await untilShown(DESKTOP)
    expect(latest()?.monitors).toEqual(ALL)
  })

  test.each(ALL)('sees $name alone, whole, and points to the very pixel in it', async (monitor) => {
    look(monitor.name)
    const { name, ...part } = monitor
    await untilShown({ ...part, shown: name })
    const { x, y, width, height } = part
    for (const [atX, atY] of [
      [x, y],
      [x + width - 1, y],
      [x, y + height - 1],
      [x + width - 1, y + height - 1],
      [x + 17, y + 31],
    ] as const)
      await pointsAt(atX, atY)
  })

  test('[P11] points to nothing outside of it', async () => {
    look(RIGHT.name)
    await untilShown({ x: RIGHT.x, y: RIGHT.y, width: RIGHT.width, height: RIGHT.height, shown: RIGHT.name })
    await pointsAt(RIGHT.x + 5, RIGHT.y + 5)
    const refused = screen.next('input-refused')
    screen.send({ type: 'button-pressed', x: RIGHT.x - 1, y: RIGHT.y, button: 'left' })
    expect(await refused).toMatchObject({ reason: 'outside-screen', count: 1 })
    expect(pointerOf(xvfb.display)).toEqual({ x: RIGHT.x + 5, y: RIGHT.y + 5 })
  })

  test('sees all of them when it is unplugged, and it alone when it is back', async () => {
    unplug(xvfb, RIGHT)
    await untilShown(DESKTOP)
    expect(latest()?.monitors).toEqual([MIDDLE, LEFT])
    await pointsAt(LEFT.x, LEFT.y)
    plugIn(xvfb, RIGHT)
    await untilShown({ x: RIGHT.x, y: RIGHT.y, width: RIGHT.width, height: RIGHT.height, shown: RIGHT.name })
    expect(latest()?.monitors).toEqual(ALL)
  })

  test('sees all of them again on request', async () => {
    look(null)
    await untilShown(DESKTOP)
  })
})
