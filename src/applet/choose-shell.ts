import { join } from 'node:path'
import { isSea } from 'node:sea'
import { realClock } from '../base/clock.ts'
import type { Logger } from '../base/logger.ts'
import type { Candidate } from './open-first.ts'
import type { UiKind } from './options.ts'
import type { Policy } from './permission/policy.ts'
import { WINDOW_ARGUMENT } from './ui/process/window-messages.ts'
import type { Command } from './ui/process/window-process.ts'
import type { Shell } from './ui/shell.ts'
import { ShellChain } from './ui/shell-chain.ts'
import { HeadlessShell } from './ui/shells/headless-shell.ts'
import { withoutOwnConsole } from './ui/shells/own-console.ts'
import type { AppletSpeaker } from './words/words.ts'

interface Wanted {
  /** One kind and no other; undefined: the first that works. */
  readonly ui: UiKind | undefined
  readonly policy: Policy | undefined
  readonly json: boolean
  readonly speaker: AppletSpeaker
  readonly log: Logger
}

/** What is tried without being asked for, the best first. */
const BY_ITSELF: readonly UiKind[] = ['window', 'browser', 'dialog', 'terminal']

/** The ways to talk with the customer. Each is loaded when it is tried. */
export function shellsFor(wanted: Wanted): ShellChain {
  const kinds = wanted.ui === undefined ? BY_ITSELF : [wanted.ui]
  return new ShellChain(
    kinds.map((kind): Candidate<Shell> => ({ name: kind, open: () => openShell(kind, wanted) })),
    wanted.log,
  )
}

async function openShell(kind: UiKind, wanted: Wanted): Promise<Shell> {
  switch (kind) {
    case 'window':
      return withoutOwnConsole(() => openWindow(wanted))
    case 'browser':
      return withoutOwnConsole(openBrowser)
    case 'dialog': {
      const { DialogShell } = await import('./ui/shells/dialog-shell.ts')
      return new DialogShell({ clock: realClock, speaker: wanted.speaker })
    }
    case 'terminal':
      return openTerminal(wanted)
    case 'headless':
      return openHeadless(wanted)
  }
}

async function openWindow({ speaker }: Wanted): Promise<Shell> {
  const { openWindowShell } = await import('./ui/shells/window-shell.ts')
  return openWindowShell({ clock: realClock, command: windowCommand(), title: speaker.t('dialog.title') })
}

async function openBrowser(): Promise<Shell> {
  const { openBrowserShell } = await import('./ui/shells/browser-shell.ts')
  return openBrowserShell({ clock: realClock })
}

/** An executable starts itself once more; from source it is a script of its own. */
function windowCommand(): Command {
  if (isSea()) return [process.execPath, WINDOW_ARGUMENT]
  return [process.execPath, join(import.meta.dirname, 'ui/process/window-main.ts')]
}

/** With --json stdout belongs to the events, and the person reads stderr. */
async function openTerminal({ json, speaker }: Wanted): Promise<Shell> {
  const { TerminalShell } = await import('./ui/shells/terminal-shell.ts')
  const output = json ? process.stderr : process.stdout
  const onInterrupt = () => process.kill(process.pid, 'SIGINT')
  return new TerminalShell({ input: process.stdin, output, speaker, onInterrupt })
}

function openHeadless({ json, policy, speaker }: Wanted): Shell {
  const say = (sentence: string) => void (json || process.stderr.write(`${sentence}\n`))
  return new HeadlessShell(policy ?? {}, speaker, say)
}
