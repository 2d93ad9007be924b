import fc from 'fast-check'
import * as v from 'valibot'
import { isWebAddress } from '../../src/protocol/peer/web-address.ts'

/** What these generators read of a valibot schema or of an action in its pipe. */
interface Part {
  readonly kind: string
  readonly type: string
  readonly pipe?: readonly Part[]
  readonly requirement?: unknown
  readonly entries?: Readonly<Record<string, Part>>
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly item?: Part
  readonly wrapped?: Part
}

/** The longest texts and lists that are generated, whatever the schema allows. */
const MOST = 40

/** Values that the schema accepts and leaves as they are. A kind of schema that is new has to be added here. */
export function arbitraryOf<S extends v.GenericSchema>(schema: S): fc.Arbitrary<v.InferOutput<S>> {
  return ofPart(schema as unknown as Part) as fc.Arbitrary<v.InferOutput<S>>
}

interface AnyMessage {
  readonly type: string
}

/** What this needs to know of a catalog, whatever else its layer says of a message. */
export type AnyCatalog = Readonly<
  Record<string, { readonly fields: v.GenericSchema<object, object>; readonly from: string }>
>

/** Messages of each kind that `sender` may say. */
export function arbitraryMessages(catalog: AnyCatalog, sender: string): fc.Arbitrary<AnyMessage>[] {
  return Object.entries(catalog)
    .filter(([, { from }]) => from === 'either' || from === sender)
    .map(([type, { fields }]) => arbitraryOf(fields).map((message) => ({ type, ...message })))
}

function ofPart(part: Part): fc.Arbitrary<unknown> {
  const values = ofType(part)
  const isChecked = actionOf(part, 'check') !== undefined
  return isChecked ? values.filter((value) => v.is(part as unknown as v.GenericSchema, value)) : values
}

function ofType(part: Part): fc.Arbitrary<unknown> {
  switch (part.type) {
    case 'object':
    case 'strict_object':
      return ofEntries(part.entries ?? {})
    case 'string':
      return ofText(part)
    case 'number':
      return fc.integer({ min: limitOf(part, 'min_value', -1000), max: limitOf(part, 'max_value', 1000) })
    case 'picklist':
      return fc.constantFrom(...(part.options ?? []))
    case 'literal':
      return fc.constant(part.literal)
    case 'boolean':
      return fc.boolean()
    case 'nullable':
      return fc.option(ofPart(part.wrapped as Part))
    case 'array':
      return fc.array(ofPart(part.item as Part), {
        minLength: limitOf(part, 'min_length', 0),
        maxLength: limitOf(part, 'max_length', 4),
      })
    case 'variant':
    case 'union':
      return fc.oneof(...(part.options as Part[]).map(ofPart))
    default:
      throw new Error(`no values for schemas of type ${part.type}`)
  }
}

function ofEntries(entries: Readonly<Record<string, Part>>): fc.Arbitrary<unknown> {
  const names = Object.keys(entries)
  const optional = names.filter((name) => entries[name]?.type === 'optional')
  const values = Object.fromEntries(
    Object.entries(entries).map(([name, part]) => [
      name,
      ofPart(part.type === 'optional' ? (part.wrapped as Part) : part),
    ]),
  )
  return fc.record(values, { requiredKeys: names.filter((name) => !optional.includes(name)), noNullPrototype: true })
}

function ofText(part: Part): fc.Arbitrary<string> {
  const regex = actionOf(part, 'regex')?.requirement
  if (regex instanceof RegExp) return ofRegex(regex, limitOf(part, 'length', 0))
  if (actionOf(part, 'check')?.requirement === isWebAddress) {
    return fc.constantFrom('https://example.com/help?id=1#top', 'http://127.0.0.1:8080/')
  }
  if (actionOf(part, 'email')) return fc.constantFrom('a@example.com', 'tess.o-neil@support.example.org')
  const trimmed = actionOf(part, 'trim') !== undefined
  const least = limitOf(part, 'min_length', 0)
  const most = Math.max(least, Math.min(MOST, limitOf(part, 'max_length', MOST)))
  return fc
    .string({ unit: 'binary', minLength: least, maxLength: most })
    .map((text) => (trimmed ? text.slice(0, most).trim() : text.slice(0, most)))
    .filter((text) => text.length >= least)
}

/** A length that stands beside the expression counts what the expression repeats: `^[0-9a-f]*$`. */
function ofRegex(regex: RegExp, length: number): fc.Arbitrary<string> {
  if (length === 0) return fc.stringMatching(regex)
  const unit = fc.stringMatching(new RegExp(regex.source.replace('*$', '$')))
  return fc.string({ unit, minLength: length, maxLength: length })
}

function actionOf(part: Part, type: string): Part | undefined {
  return part.pipe?.find((action) => action.kind !== 'schema' && action.type === type)
}

function limitOf(part: Part, type: string, otherwise: number): number {
  const limit = actionOf(part, type)?.requirement
  return typeof limit === 'number' ? limit : otherwise
}
