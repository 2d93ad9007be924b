import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PageShell } from '../../src/applet/ui/loopback/page-shell.ts'
import type { Shell } from '../../src/applet/ui/shell.ts'
import { zenity } from '../../src/applet/ui/shells/dialog/zenity.ts'
import { DialogShell } from '../../src/applet/ui/shells/dialog-shell.ts'
import { TerminalShell } from '../../src/applet/ui/shells/terminal-shell.ts'
import type { CustomerAct } from '../../src/applet/ui/view/customer-act.ts'
import type { CustomerView } from '../../src/applet/ui/view/customer-view.ts'
import { customerView, promptView } from '../support/customer-view.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { PageClient, PageLines } from '../support/page-client.ts'
import { PLAIN_PAGE } from '../support/plain-page.ts'
import { StandInDialogs } from '../support/stand-in-dialogs.ts'
import { until } from '../support/until.ts'

/** A shell and the customer in front of it. */
interface Scene extends AsyncDisposable {
  readonly shell: Shell
  /** Waits until the customer sees these words. */
  sees(words: string): Promise<void>
  answers(answer: 'yes' | 'no'): Promise<void>
  /** What the last page offers when nothing could be reached. */
  triesAgain(): Promise<void>
  revokes(): Promise<void>
  ends(): Promise<void>
  /** Takes away what the customer looks at. */
  vanishes(): Promise<void>
}

const ASKED = customerView({ prompt: promptView() })
const PROMPT = promptView().text
const UNREACHED = customerView({
  stage: {
    kind: 'ended',
    sentence: 'The support server cannot be reached.',
    isGood: false,
    mayTryAgain: true,
    lastedMs: undefined,
    bytes: 0,
    removesItself: false,
  },
})

let clock: FakeClock

const scenes: Readonly<Record<string, () => Promise<Scene>>> = {
  'a page': async () => {
    const gone = Promise.withResolvers<string>()
    let client: PageClient | undefined
    let lines: PageLines | undefined
    const shell = await PageShell.open({ name: 'window', page: PLAIN_PAGE, clock }, async (url) => {
      client = new PageClient(url)
      lines = await PageLines.open(client)
      return { processes: [], gone: gone.promise, async [Symbol.asyncDispose]() {} }
    })
    const act = async (what: CustomerAct) => void (await client?.act(what))
    return {
      shell,
      sees: (words) => until(() => JSON.stringify(lines?.lines).includes(words), words),
      answers: (answer) => act({ type: 'prompt-answered', prompt: 1, answer }),
      triesAgain: () => act({ type: 'tried-again' }),
      revokes: () => act({ type: 'revoked-all' }),
      ends: () => act({ type: 'ended' }),
      vanishes: async () => gone.resolve('It was taken away.'),
      [Symbol.asyncDispose]: () => shell[Symbol.asyncDispose](),
    }
  },
  dialogs: async () => {
    const dialogs = new StandInDialogs()
    const shell = new DialogShell({ clock, tool: zenity(dialogs.program) })
    const press = async (words: string, status: number, output = '') => {
      const dialog = await dialogs.asked(words)
      clock.advance(600)
      dialogs.answer(dialog, status, output)
    }
    const standing = 'Session with Tess'
    return {
      shell,
      sees: async (words) => void (await dialogs.asked(words)),
      answers: (answer) => press(PROMPT, answer === 'yes' ? 0 : 1),
      triesAgain: () => press('Try again', 0),
      revokes: () => press(standing, 1, 'Stop sharing'),
      ends: () => press(standing, 1, 'End session'),
      async vanishes() {
        const dialog = await dialogs.asked(standing)
        dialogs.uninstall()
        process.kill(dialog, 'SIGKILL')
        // Until the next one is to be shown.
        await until(() => {
          clock.advance(100)
          return shell.processes.length === 0
        }, 'the end of the dialog')
      },
      async [Symbol.asyncDispose]() {
        await shell[Symbol.asyncDispose]()
        dialogs[Symbol.dispose]()
      },
    }
  },
  'a terminal': async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
    const output = new PassThrough()
    let shown = ''
    output.on('data', (data: Buffer) => (shown += data))
    const shell = new TerminalShell({ input, output, onInterrupt: () => {} })
    const type = async (line: string) => {
      clock.advance(600)
      input.write(`${line}\r`)
    }
    return {
      shell,
      sees: (words) => until(() => shown.includes(words), words),
      answers: type,
      triesAgain: () => type('again'),
      revokes: () => type('x'),
      ends: () => type('end'),
      async vanishes() {
        input.end()
        await once(input, 'close')
      },
      [Symbol.asyncDispose]: () => shell[Symbol.asyncDispose](),
    }
  },
}

describe.each(Object.entries(scenes))('%s', (_name, open) => {
  let scene: Scene
  let acts: CustomerAct[]
  let losses: string[]

  const show = (view: CustomerView) => scene.shell.show(view)

  beforeEach(async () => {
    clock = new FakeClock()
    scene = await open()
    acts = []
    losses = []
    scene.shell.on('acted', (act) => acts.push(act))
    scene.shell.on('lost', ({ reason }) => losses.push(reason))
  })

  afterEach(() => scene[Symbol.asyncDispose]())

  test.each(['yes', 'no'] as const)('asks the whole question and passes on %s', async (answer) => {
    show(ASKED)
    await scene.sees(PROMPT)
    await scene.answers(answer)
    await until(() => acts.length > 0, 'the answer')
    expect(acts).toEqual([{ type: 'prompt-answered', prompt: 1, answer }])
  })

  test('passes on that all is taken back, and that it is the end', async () => {
    show(customerView())
    await scene.revokes()
    await until(() => acts.length === 1, 'the large X')
    // What follows from it comes as another view.
    show(customerView({ notice: 'Taken back.' }))
    await scene.ends()
    await until(() => acts.length === 2, 'the small X')
    expect(acts.map(({ type }) => type)).toEqual(['revoked-all', 'ended'])
  })

  test.each([customerView(), ASKED, UNREACHED])('says what is to be noticed, whatever else it shows', async (view) => {
    show({ ...view, notice: 'Your window is gone.' })
    await scene.sees('Your window is gone.')
  })

  test('says that nothing could be reached, and passes on that it is to be tried again', async () => {
    show(UNREACHED)
    await scene.sees('The support server cannot be reached.')
    await scene.triesAgain()
    await until(() => acts.length > 0, 'the wish')
    expect(acts).toEqual([{ type: 'tried-again' }])
  })

  test('shows what it is given after it was opened, too', async () => {
    show(customerView({ stage: { kind: 'waiting' } }))
    scene.shell.showChat({ id: 1, from: 'technician', name: 'Tess', time: 0, text: 'Hello there', delivered: true })
    show(customerView())
    await scene.sees('Hello there')
  })

  test('that the customer cannot see any more says so, once', async () => {
    show(customerView())
    await scene.vanishes()
    await until(() => losses.length > 0, 'the loss')
    show(ASKED)
    clock.advance(60_000)
    expect(losses).toHaveLength(1)
  })

  test('that was put away tells nothing any more and keeps no process', async () => {
    show(customerView())
    const { processes } = scene.shell
    await scene.shell[Symbol.asyncDispose]()
    await until(() => processes.every((pid) => !isAlive(pid)), 'the end of its processes')
    clock.advance(60_000)
    expect([acts, losses]).toEqual([[], []])
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
