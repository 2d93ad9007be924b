/** WebSocket close codes of ours (4000-4999 is the private range), each with the name that logs and pages show. */
export const CLOSE_CODES = {
  ended: 4000,
  'pin-malformed': 4001,
  'pin-unknown': 4002,
  'pin-expired': 4003,
  'pin-used': 4004,
  'too-many-tries': 4005,
  'resume-refused': 4006,
  'ticket-refused': 4007,
  'first-message-late': 4008,
  'protocol-error': 4009,
  'message-too-large': 4010,
  'version-unsupported': 4011,
  'peer-silent': 4012,
  'peer-too-slow': 4013,
  replaced: 4014,
  'signed-out': 4015,
  'shutting-down': 4016,
  'internal-error': 4017,
  'peer-left': 4018,
  'verification-failed': 4019,
  tampered: 4020,
  'origin-mismatch': 4021,
  'on-hold': 4022,
  'takeover-refused': 4023,
} as const

export type CloseCode = keyof typeof CLOSE_CODES

export const CLOSE_CODE_NAMES = Object.keys(CLOSE_CODES) as CloseCode[]

const NAMES = new Map<number, CloseCode>(
  (Object.entries(CLOSE_CODES) as [CloseCode, number][]).map(([name, code]) => [code, name]),
)

/** The name behind a number; codes of the WebSocket protocol itself (1000-1015) and unknown ones have none. */
export function closeCodeName(code: number): CloseCode | undefined {
  return NAMES.get(code)
}
