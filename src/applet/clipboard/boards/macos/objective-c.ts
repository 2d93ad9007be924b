import koffi from 'koffi'
import type { NativeFunction, Pointer } from '../../../native/c-declaration.ts'

/**
 * The runtime of Objective-C. `objc_msgSend` has as many shapes as there are methods, so each is declared on its own. Written
 * after Apple's documentation and not run on a Mac yet.
 */
const runtime = koffi.load('/usr/lib/libobjc.A.dylib')
// Loaded for its classes.
koffi.load('/System/Library/Frameworks/AppKit.framework/AppKit')

const bind = <D extends string>(declaration: D) => runtime.func(declaration) as unknown as NativeFunction<D>

const objc_getClass = bind('void *objc_getClass(const char *name)')
const sel_registerName = bind('void *sel_registerName(const char *name)')
const objc_autoreleasePoolPush = bind('void *objc_autoreleasePoolPush()')
const objc_autoreleasePoolPop = bind('void objc_autoreleasePoolPop(void *pool)')

const sendForObject = bind('void *objc_msgSend(void *object, void *selector)')
const sendObjectForObject = bind('void *objc_msgSend(void *object, void *selector, void *argument)')
const sendTextForObject = bind('void *objc_msgSend(void *object, void *selector, const char *argument)')
const sendForInteger = bind('long objc_msgSend(void *object, void *selector)')
const sendObjectForTruth = bind('bool objc_msgSend(void *object, void *selector, void *argument)')
const sendObjectsForTruth = bind('bool objc_msgSend(void *object, void *selector, void *first, void *second)')
const sendForText = runtime.func('const char *objc_msgSend(void *object, void *selector)') as unknown as (
  object: Pointer,
  selector: Pointer | null,
) => string | null

export const message = {
  object: (to: Pointer | null, name: string) => to && sendForObject(to, sel_registerName(name)),
  objectWith: (to: Pointer | null, name: string, argument: Pointer | null) =>
    to && sendObjectForObject(to, sel_registerName(name), argument),
  integer: (to: Pointer | null, name: string) => (to ? Number(sendForInteger(to, sel_registerName(name))) : 0),
  truthWith: (to: Pointer | null, name: string, argument: Pointer | null) =>
    to !== null && Boolean(sendObjectForTruth(to, sel_registerName(name), argument)),
  truthWithTwo: (to: Pointer | null, name: string, first: Pointer | null, second: Pointer | null) =>
    to !== null && Boolean(sendObjectsForTruth(to, sel_registerName(name), first, second)),
}

export function classNamed(name: string): Pointer | null {
  return objc_getClass(name)
}

/** An NSString, good until the pool is popped. */
export function nsString(text: string): Pointer | null {
  return sendTextForObject(objc_getClass('NSString') ?? 0n, sel_registerName('stringWithUTF8String:'), text)
}

export function textOf(string: Pointer | null): string | undefined {
  return string === null ? undefined : (sendForText(string, sel_registerName('UTF8String')) ?? undefined)
}

/** Objects that are made on the way are freed after it. */
export function inPool<T>(act: () => T): T {
  const pool = objc_autoreleasePoolPush()
  try {
    return act()
  } finally {
    objc_autoreleasePoolPop(pool)
  }
}
