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
  /** Shapes of the pointer that a console keeps: more than any desktop uses in one session. */
  keptCursors: 64,
  /** Small rectangles that a console keeps, so that they can be painted again: what one byte can name. */
  keptRects: 256,
  /** Pixels of a rectangle that is kept: a letter, a caret, a check box, a small icon. All of them are 4 MiB. */
  keptRectPixels: 4096,
  /** Updates in a second, at most: what displays show. */
  framesPerSecond: 60,
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
  /** Bytes of one handshake message. */
  handshakeBytes: 4096,
  /** Characters of a web address without its path: the longest host name, and scheme and port. */
  originLength: 270,
  /** Wrong codes in one session, on whichever side they are seen; then it ends. */
  codeTries: 3,
  /** Milliseconds the spoken code is good for; unused by then, the session ends. */
  codeMs: 600_000,
  /** Records under one key, far below what AES-GCM allows. */
  recordsPerEpoch: 2 ** 24,
  /** Milliseconds under one key. */
  epochMs: 3_600_000,
  /** Messages kept until the other side has them: minutes of talk during a cut. */
  retainedMessages: 4096,
  /** Bytes of the messages kept until the other side has them. */
  retainedBytes: 4 * 1024 * 1024,
  /** Messages that wait while a new key is confirmed: a round trip of fast typing. */
  heldMessages: 1024,
  /** Milliseconds after a cut in which the same two programs go on without a new code; the broker waits as long. */
  resumeMs: 900_000,
  /** Milliseconds after a cut for which grants are kept. Who may have left the computer since is asked anew. */
  grantsKeptMs: 300_000,
  /** Milliseconds a session stays on hold; an applet that lost its broker meanwhile tries for as long. */
  holdMs: 14 * 24 * 3_600_000,
  /** UTF-16 units of one chat message. */
  chatText: 4000,
  /** UTF-16 units of copied text: as JSON a unit takes three bytes at most, and all of it fits into a control message. */
  clipboardText: 128_000,
  /** Milliseconds between two copied texts, each way: of several that come faster the newest counts. */
  clipboardPauseMs: 500,
  /** Characters of a web address that a customer is asked about: what fits into a question. */
  urlLength: 2000,
  /** Bytes of a file's data in one block: with its header a block is one record. */
  fileBlockBytes: 60 * 1024,
  /** Bytes of all files of one side that are sent and not acknowledged: as much is sent again after a cut, at most. */
  fileWindowBytes: 1024 * 1024,
  /** Bytes of one file: a film or an image of a disk. */
  fileBytes: 64 * 1024 * 1024 * 1024,
  /** UTF-16 units of a file's name. */
  fileNameLength: 255,
  /** Files, each way, that are offered or on their way. */
  openFiles: 20,
  /** UTF-16 units of one line of the session log: a chat message and who wrote it. */
  loggedText: 4100,
  /** Milliseconds a connection may need to open. */
  connectMs: 15_000,
  /** Characters of a session's name, and of a person's. */
  nameLength: 64,
  /** Characters of an e-mail address (RFC 5321). */
  emailLength: 254,
  /** Characters of a password: a bound on what the password hash has to chew. */
  passwordLength: 256,
} as const
