import * as v from 'valibot'
import { LIMITS } from './limits.ts'
import { ALL_PERMISSIONS } from './permission.ts'

/** Field schemas that more than one message uses. */
export const integer = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))

export const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))

export const filledText = (longest: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest))

export const personName = filledText(LIMITS.nameLength)

export const permission = v.picklist(ALL_PERMISSIONS)

/** Permissions by name, also those of a newer version. */
export const permissionIds = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[a-z.-]{1,32}$/))),
  v.maxLength(64),
  v.readonly(),
)

export const identifier = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))

export const bytesInHex = (length: number) => v.pipe(v.string(), v.length(length * 2), v.regex(/^[0-9a-f]*$/))

/** 256 bits from the CSPRNG in URL-safe base64. */
export const secret = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))

/** The digits as text: `012345` is never read as 12345. */
export const pin = v.pipe(v.string(), v.regex(/^\d{6}$/))

export const instant = integer(0, Number.MAX_SAFE_INTEGER)

export const streamId = integer(1, 0xffff_ffff)
