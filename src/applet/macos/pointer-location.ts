import { CFRelease } from './core-foundation.ts'
import { CGEventCreate, CGEventGetLocation } from './events.ts'
import type { Point } from './geometry.ts'

/** Where the pointer is, in points; undefined when the system does not say. */
export function pointerLocation(): Point | undefined {
  const event = CGEventCreate(null)
  if (event === null) return undefined
  const location = CGEventGetLocation(event)
  CFRelease(event)
  return location
}
