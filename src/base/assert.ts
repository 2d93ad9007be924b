/** Our own bug. The session that meets it ends; the stack goes to the log. */
class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed'
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message)
}

/** Ends an exhaustive switch: a case that was forgotten is a type error here. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable: ${JSON.stringify(value)}`)
}
