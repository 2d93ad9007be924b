import { realClock } from '../base/clock.ts'
import type { UiKind } from './options.ts'
import type { Policy } from './permission/policy.ts'
import type { Shell } from './ui/shell.ts'
import { HeadlessShell } from './ui/shells/headless-shell.ts'
import { TerminalShell } from './ui/shells/terminal-shell.ts'
import type { AppletSpeaker } from './words/words.ts'

interface Wanted {
  /** One kind and no other; undefined: the first that works. */
  readonly ui: UiKind | undefined
  readonly policy: Policy | undefined
  readonly json: boolean
  readonly speaker: AppletSpeaker
}

/** The ways to talk with the customer, the best first; each call takes the next that works. */
export function shellsFor({ ui, policy, json, speaker }: Wanted): () => Promise<Shell | undefined> {
  const kinds: UiKind[] = ui === undefined ? ['terminal'] : [ui]
  const open = (kind: UiKind): Shell | undefined => {
    // With --json stdout belongs to the events, and the person reads stderr.
    const output = json ? process.stderr : process.stdout
    const onInterrupt = () => process.kill(process.pid, 'SIGINT')
    if (kind === 'terminal')
      return new TerminalShell({ input: process.stdin, output, speaker, clock: realClock, onInterrupt })
    const say = (sentence: string) => void (json || process.stderr.write(`${sentence}\n`))
    return kind === 'headless' ? new HeadlessShell(policy ?? {}, speaker, say) : undefined
  }
  return async () => {
    const kind = kinds.shift()
    return kind && open(kind)
  }
}
