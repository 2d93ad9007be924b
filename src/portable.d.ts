/**
 * The few globals that Node and browsers share. `base`, `protocol` and `channel` compile against this and the
 * language alone, so that `window` or `process` in there is a compile error.
 */
declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare function clearTimeout(timer: unknown): void
declare const performance: { now(): number }
declare const crypto: { getRandomValues<T extends Uint8Array>(bytes: T): T }

interface URL {
  readonly protocol: string
  readonly username: string
  readonly password: string
}
declare const URL: { parse(url: string): URL | null }

interface TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}
declare const TextEncoder: { new (): TextEncoder }
interface TextDecoder {
  decode(bytes: Uint8Array): string
}
declare const TextDecoder: { new (label?: string, options?: { fatal?: boolean }): TextDecoder }

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
interface AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
declare const AbortController: { new (): AbortController }
