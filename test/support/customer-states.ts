import { Questions } from '../../src/applet/permission/questions.ts'
import type {
  ChatLine,
  CustomerView,
  FileView,
  LogLine,
  PermissionView,
} from '../../src/applet/ui/view/customer-view.ts'
import { NOTHING_YET } from '../../src/applet/ui/view/nothing-yet.ts'
import { englishSpeaker } from '../../src/applet/words/words.ts'
import type { Permission } from '../../src/protocol/permission.ts'

const BUNDLE = ['view', 'control', 'clipboard', 'files.send'] as const

const NONE: CustomerView = {
  ...NOTHING_YET,
  company: 'Contoso Support',
  permissions: permissions(),
  places: [
    { id: 'downloads', path: '/home/zoe/Downloads' },
    { id: 'desktop', path: '/home/zoe/Desktop' },
    { id: 'documents', path: '/home/zoe/Documents' },
  ],
}

/** The lines of permission, with these granted. */
export function permissions(...granted: readonly Permission[]): PermissionView[] {
  return BUNDLE.map((permission) => ({
    permission,
    granted: granted.includes(permission),
    until: undefined,
    canGrant: true,
  }))
}

const ASKER = { technician: 'Tess', company: 'Contoso Support', isVerified: true }

/** What a customer sees at one moment, by the name of the moment. `now` is when it is looked at. */
export function customerStates(now: number, speaker = englishSpeaker) {
  const questions = new Questions(speaker)
  const active: CustomerView = {
    ...NONE,
    stage: { kind: 'active' },
    technician: 'Tess',
    trust: 'verified',
    activeSince: now - 12 * 60_000,
  }
  const prompt = {
    id: 1,
    kind: 'permission',
    permissions: ['control'],
    text: questions.permission('control', ASKER).text,
    warning: undefined,
    choices: [],
    minutes: [],
    openedAt: now,
    timeMs: 60_000,
  } as const
  const ended = { kind: 'ended', sentence: speaker.t('ending.technician-ended'), isGood: true } as const
  const sum = { mayTryAgain: false, lastedMs: 754_000, bytes: 48_300_000, removesItself: true }
  const file = (changes: Partial<FileView>): FileView => ({
    id: 'a',
    direction: 'received',
    name: 'printer-driver-2.4.pdf',
    bytes: 8_400_000,
    doneBytes: 0,
    state: 'offered',
    sentence: undefined,
    ...changes,
  })
  const timed = permissions('view', 'control').map((line) =>
    line.granted ? { ...line, until: now + 4.2 * 60_000 } : line,
  )
  return {
    warning: { ...NONE, stage: { kind: 'warning' } },
    pin: { ...NONE, stage: { kind: 'pin', trouble: undefined } },
    'pin-wrong': {
      ...NONE,
      stage: { kind: 'pin', trouble: speaker.t('ending.pin-expired') },
    },
    terms: { ...NONE, stage: { kind: 'terms', text: TERMS.repeat(8), toTheEnd: true } },
    connecting: NONE,
    waiting: { ...NONE, stage: { kind: 'waiting' } },
    code: { ...active, technician: undefined, trust: 'nobody', code: '482913' },
    'code-unverified': { ...active, trust: 'unverified', code: '482913' },
    active,
    seen: { ...active, permissions: permissions('view'), isSeen: true },
    control: { ...active, permissions: timed, isSeen: true },
    prompt: { ...active, permissions: permissions('view'), isSeen: true, prompt },
    'prompt-unverified': {
      ...active,
      trust: 'unverified',
      prompt: { ...prompt, warning: speaker.t('prompt.unverified') },
    },
    'prompt-bundle': {
      ...active,
      prompt: {
        ...prompt,
        text: questions.bundle(BUNDLE, ASKER).text,
        choices: BUNDLE,
      },
    },
    'prompt-minutes': { ...active, prompt: { ...prompt, minutes: questions.permission('control', ASKER).minutes } },
    'on-hold': { ...active, stage: { kind: 'on-hold' } },
    reconnecting: { ...active, stage: { kind: 'reconnecting' }, permissions: timed },
    'file-offered': { ...active, files: [file({})] },
    files: {
      ...active,
      permissions: permissions('files.send'),
      files: [
        file({ state: 'running', doneBytes: 5_100_000 }),
        file({ id: 'b', direction: 'sent', name: 'photo.jpg', bytes: 2_100_000, state: 'done', sentence: undefined }),
        file({ id: 'c', name: 'notes.txt', bytes: 800, state: 'failed', sentence: 'It was changed meanwhile.' }),
      ],
    },
    'file-wanted': { ...active, fileWanted: true },
    notice: { ...active, notice: speaker.t('notice.hands-off'), testMode: true },
    ended: { ...NONE, technician: 'Tess', stage: { ...ended, ...sum } },
    'ended-badly': {
      ...NONE,
      stage: {
        ...ended,
        ...sum,
        isGood: false,
        mayTryAgain: true,
        lastedMs: undefined,
        removesItself: false,
        sentence: speaker.t('ending.unreachable'),
      },
    },
  } as const satisfies Record<string, CustomerView>
}

export type CustomerState = keyof ReturnType<typeof customerStates>

const TERMS = `You allow Contoso Support to help you with this computer. You decide what they may see and do, and you can take it back at any time.

What is done in the session is written down in a log that you can keep. `

export function chatLines(now: number): ChatLine[] {
  const line = (id: number, from: ChatLine['from'], minutes: number, text: string, delivered = true): ChatLine => ({
    id,
    from,
    name: from === 'customer' ? 'You' : 'Tess',
    time: now - minutes * 60_000,
    text,
    delivered,
  })
  return [
    line(1, 'customer', 11, 'Hello, my printer does not print.'),
    line(2, 'technician', 10, 'I will have a look. The manual is at https://contoso.example/printer.'),
    line(3, 'customer', 1, 'Thank you!', false),
  ]
}

export function logLines(now: number): LogLine[] {
  const line = (seq: number, minutes: number, kind: string, text: string): LogLine => ({
    seq,
    time: now - minutes * 60_000,
    kind,
    text,
  })
  return [
    line(1, 14, 'session-waiting', 'Connected. Your technician will start soon.'),
    line(2, 12, 'verified', 'VERIFIED: your technician knows the digits you read aloud.'),
    line(3, 9, 'permission-yes', 'Allowed: see your screen'),
  ]
}
