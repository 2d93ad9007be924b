/** Every maximum on the wire, with its unit and its reason. SPEC.md prints this table. */
export const LIMITS = {
  /** Bytes of one WebSocket message. A larger screen update travels in parts. */
  socketMessageBytes: 1024 * 1024,
  /** Bytes of one WebSocket message before the peer said who it is: all it can need is a PIN or a resume key. */
  firstMessageBytes: 4096,
  /** Milliseconds a new socket has to say who it is. */
  firstMessageMs: 10_000,
  /** Bytes of one record's payload: a long update never keeps the line for more than this. */
  recordPayloadBytes: 64 * 1024,
  /** Bytes of one message put together from records: a 4K screen of photo-like noise at the best quality is 20 MiB. */
  assembledMessageBytes: 32 * 1024 * 1024,
  /** Bytes of one control message: the largest cursor, as text, is the longest. */
  controlMessageBytes: 384 * 1024,
  /** Bytes the relay holds for one receiver before it gives that receiver up. Two whole updates of a 4K screen fit. */
  relayQueueBytes: 64 * 1024 * 1024,
  /** Pixels of a side of a screen: what a u16 in a rectangle's header can say, rounded down. */
  screenSide: 16_384,
  /** Pixels of a screen or picture: 8K, twice. */
  screenPixels: 64 * 1024 * 1024,
  /** Rectangles in one update: a 4K screen in 64-pixel tiles has 2040. */
  updateRects: 4096,
  /** Monitors that can be described. */
  monitors: 16,
  /** Pixels of a side of a cursor. Larger ones are not drawn by the systems we know. */
  cursorSide: 256,
  /** Screen updates on the way that the console has not acknowledged. More would show the past. */
  unacknowledgedUpdates: 2,
  /** UTF-16 units of text entered at once. */
  enteredText: 4096,
  /** Input messages that wait for a slow input sink; beyond it they are refused and counted. */
  waitingInputs: 512,
  /** Milliseconds between heartbeats. */
  heartbeatMs: 3000,
  /** Milliseconds without a sign of life after which a peer counts as gone: three missed heartbeats and a little. */
  silenceMs: 10_000,
  /** Milliseconds a customer has to answer a prompt; then the answer is No. */
  promptMs: 60_000,
  /** Milliseconds a connection may need to open. */
  connectMs: 15_000,
  /** Characters of a session's name, and of a person's. */
  nameLength: 64,
  /** Characters of an e-mail address (RFC 5321). */
  emailLength: 254,
  /** Characters of a password: a bound on what the password hash has to chew. */
  passwordLength: 256,
} as const
