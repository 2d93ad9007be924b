import * as v from 'valibot'
import { LIMITS } from './limits.ts'
import { ProtocolError } from './protocol-error.ts'

// A strict decoder: bytes that are no UTF-8 are an error, not a replacement character.
const utf8 = new TextDecoder('utf-8', { fatal: true })

type Fields = v.GenericSchema<object, object>

interface MessageSpec<Sender extends string> {
  readonly fields: Fields
  readonly from: Sender | 'either'
  /** One sentence for the table in SPEC.md. */
  readonly about: string
}

/** A catalog names every message once: its fields, who may send it, and what else (`More`) that layer wants to know of it. */
export type Catalog<Sender extends string, More extends object = object> = Readonly<
  Record<string, MessageSpec<Sender> & More>
>

/** The union of all messages of a catalog, told apart by `type`. */
export type MessageOf<C extends Catalog<string>> = {
  [K in keyof C]: { readonly type: K } & Readonly<v.InferOutput<C[K]['fields']>>
}[keyof C]

/** The messages of a catalog that `S` may send. */
export type MessageFrom<C extends Catalog<string>, S extends string> = MessageOf<{
  [K in keyof C as C[K]['from'] extends S | 'either' ? K : never]: C[K]
}>

/**
 * JSON text to and from the messages of a catalog, checked in both directions: what `sender` may not say is refused when
 * it arrives, and when we are about to say it. Unknown fields are dropped, so a newer peer may add some.
 */
export class MessageCodec<C extends Catalog<Sender>, Sender extends string> {
  readonly #specs: ReadonlyMap<string, MessageSpec<Sender>>

  constructor(catalog: C) {
    this.#specs = new Map(Object.entries(catalog))
  }

  /** Throws ProtocolError with the path of the first field that does not fit. */
  decode(text: string, sender: Sender): MessageOf<C> {
    if (text.length > LIMITS.controlMessageBytes) throw new ProtocolError('message-too-large')
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      throw new ProtocolError('malformed-json')
    }
    return this.#check(value, sender)
  }

  decodeBytes(bytes: Uint8Array, sender: Sender): MessageOf<C> {
    if (bytes.byteLength > LIMITS.controlMessageBytes) throw new ProtocolError('message-too-large')
    let text: string
    try {
      text = utf8.decode(bytes)
    } catch {
      throw new ProtocolError('malformed-json', '', 'not UTF-8')
    }
    return this.decode(text, sender)
  }

  encode(message: MessageOf<C>, sender: Sender): string {
    return JSON.stringify(this.#check(message, sender))
  }

  #check(value: unknown, sender: Sender): MessageOf<C> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ProtocolError('malformed-message', '', 'not an object')
    }
    const type: unknown = Object.hasOwn(value, 'type') ? (value as { type: unknown }).type : undefined
    if (typeof type !== 'string') throw new ProtocolError('malformed-message', 'type')
    // Looking the one schema up costs the same for the first and the last of the catalog, also for hostile input.
    const spec = this.#specs.get(type)
    if (!spec) throw new ProtocolError('unknown-message', 'type')
    if (spec.from !== 'either' && spec.from !== sender) throw new ProtocolError('wrong-sender', type)
    const result = v.safeParse(spec.fields, value, { abortEarly: true })
    if (!result.success) {
      const path = v.getDotPath(result.issues[0])
      throw new ProtocolError('malformed-message', path === null ? type : `${type}.${path}`)
    }
    return { type, ...result.output } as MessageOf<C>
  }
}
