import type { Target } from '../../protocol/broker/artefacts.ts'

const ENDINGS: Readonly<Record<Target, string>> = {
  'win-x64': '.exe',
  'linux-x64': '',
  'darwin-arm64': '.zip',
  'darwin-x64': '.zip',
}

/** The name that carries the PIN to the program, so that nobody types it twice. Within a Mac's archive it is lost: there the program asks. */
export function deliveredName(buildName: string, target: Target, pin: string): string {
  return `${buildName}-${pin}${ENDINGS[target]}`
}
