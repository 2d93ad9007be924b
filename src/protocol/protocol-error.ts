/** Why a peer's bytes were refused. Every reason has a row in SPEC.md. */
export type ProtocolErrorReason =
  | 'malformed-json'
  | 'malformed-message'
  | 'unknown-message'
  | 'wrong-sender'
  | 'message-too-large'
  | 'malformed-envelope'
  | 'malformed-record'
  | 'malformed-update'
  | 'malformed-block'
  | 'version-unsupported'
  | 'unexpected-message'

/** The peer's fault. The conversation with that peer ends with a close code; everybody else goes on. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  readonly reason: ProtocolErrorReason
  /** Where in the message: `pointer-moved.x`. Names of fields only, never their content. */
  readonly path: string

  constructor(reason: ProtocolErrorReason, path = '', detail = '') {
    super([reason, path && `at ${path}`, detail].filter((part) => part !== '').join(' '))
    this.reason = reason
    this.path = path
  }
}
