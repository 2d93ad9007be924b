import type { ConsoleMessage } from '../../src/protocol/peer/catalog.ts'

/** One example of every message that a console can send. A message that is missing here does not compile. */
export const CONSOLE_MESSAGES: { readonly [T in ConsoleMessage['type']]: Extract<ConsoleMessage, { type: T }> } = {
  'echo-requested': { type: 'echo-requested', id: 1 },
  'permission-requested': { type: 'permission-requested', permission: 'view' },
  'chat-said': { type: 'chat-said', time: 0, text: 'Hello' },
  'update-painted': { type: 'update-painted', seq: 1 },
  'view-adjusted': {
    type: 'view-adjusted',
    quality: 'balanced',
    greyscale: false,
    framesPerSecond: 60,
    monitor: null,
  },
  'keyframe-requested': { type: 'keyframe-requested' },
  'pointer-moved': { type: 'pointer-moved', x: 10, y: 20 },
  'button-pressed': { type: 'button-pressed', x: 10, y: 20, button: 'left' },
  'button-released': { type: 'button-released', x: 10, y: 20, button: 'left' },
  'wheel-turned': { type: 'wheel-turned', x: 10, y: 20, dx: 0, dy: 120 },
  'key-pressed': { type: 'key-pressed', code: 'Enter' },
  'key-released': { type: 'key-released', code: 'Enter' },
  'text-entered': { type: 'text-entered', text: 'é' },
  'clipboard-changed': { type: 'clipboard-changed', text: 'é' },
  'input-let-go': { type: 'input-let-go' },
}
