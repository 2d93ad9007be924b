import type { WordKey } from '../../ui/words/words.ts'

/** Keys that the technician's own system or browser would take, as they are pressed: the last one first goes up. */
export interface SpecialKeys {
  readonly words: WordKey
  readonly codes: readonly string[]
}

const CTRL = 'ControlLeft'
const ALT = 'AltLeft'
const SHIFT = 'ShiftLeft'
const META = 'MetaLeft'

const WINDOWS_AND_LINUX: readonly SpecialKeys[] = [
  { words: 'special.switch', codes: [ALT, 'Tab'] },
  { words: 'special.close', codes: [ALT, 'F4'] },
]
const WINDOWS: readonly SpecialKeys[] = [
  { words: 'special.security', codes: [CTRL, ALT, 'Delete'] },
  { words: 'special.start', codes: [META] },
  ...WINDOWS_AND_LINUX,
  { words: 'special.tasks', codes: [CTRL, SHIFT, 'Escape'] },
  { words: 'special.run', codes: [META, 'KeyR'] },
  { words: 'special.files', codes: [META, 'KeyE'] },
  { words: 'special.desktop', codes: [META, 'KeyD'] },
  { words: 'special.menu', codes: ['ContextMenu'] },
]
const LINUX: readonly SpecialKeys[] = [
  { words: 'special.ctrl-alt-del', codes: [CTRL, ALT, 'Delete'] },
  { words: 'special.overview', codes: [META] },
  ...WINDOWS_AND_LINUX,
  { words: 'special.tasks', codes: [CTRL, SHIFT, 'Escape'] },
  { words: 'special.terminal', codes: [CTRL, ALT, 'KeyT'] },
  { words: 'special.run', codes: [ALT, 'F2'] },
  { words: 'special.menu', codes: ['ContextMenu'] },
]
const MACOS: readonly SpecialKeys[] = [
  { words: 'special.switch-programs', codes: [META, 'Tab'] },
  { words: 'special.search', codes: [META, 'Space'] },
  { words: 'special.quit', codes: [META, 'KeyQ'] },
  { words: 'special.force-quit', codes: [META, ALT, 'Escape'] },
  { words: 'special.overview', codes: [CTRL, 'ArrowUp'] },
]

/** What belongs to a browser, and to a keyboard of which it sees only the letters. */
function everywhere(command: string): readonly SpecialKeys[] {
  return [
    { words: 'special.new-tab', codes: [command, 'KeyT'] },
    { words: 'special.new-window', codes: [command, 'KeyN'] },
    { words: 'special.close-tab', codes: [command, 'KeyW'] },
    { words: 'special.next-tab', codes: [CTRL, 'Tab'] },
    { words: 'special.escape', codes: ['Escape'] },
    { words: 'special.full-screen', codes: ['F11'] },
    { words: 'special.caps-lock', codes: ['CapsLock'] },
  ]
}

const PRINT_SCREEN: SpecialKeys = { words: 'special.print-screen', codes: ['PrintScreen'] }
const NUM_LOCK: SpecialKeys = { words: 'special.num-lock', codes: ['NumLock'] }

/** Those of the customer's system, the most wanted first; of one that is not known, those of Windows. */
export function specialKeys(platform: string | undefined): readonly SpecialKeys[] {
  if (platform === 'macOS') return [...MACOS, ...everywhere(META)]
  return [...(platform === 'Linux' ? LINUX : WINDOWS), ...everywhere(CTRL), PRINT_SCREEN, NUM_LOCK]
}

const CAPS: Readonly<Record<string, string>> = {
  ControlLeft: 'Ctrl',
  ShiftLeft: 'Shift',
  AltLeft: 'Alt',
  Delete: 'Del',
  Escape: 'Esc',
  ArrowUp: '↑',
  PrintScreen: 'Print Screen',
  CapsLock: 'Caps Lock',
  NumLock: 'Num Lock',
  ContextMenu: 'Menu',
}
const META_CAPS: Readonly<Record<string, string>> = { macOS: '⌘', Linux: 'Super' }

/** What stands on this key of the customer's keyboard. */
export function keyCap(code: string, platform: string | undefined): string {
  if (code === META) return META_CAPS[platform ?? ''] ?? 'Windows'
  if (code === ALT && platform === 'macOS') return '⌥'
  return CAPS[code] ?? code.replace(/^Key/, '')
}
