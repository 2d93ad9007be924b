import { expect, test } from 'vitest'
import { openLibrary } from '../../../../src/applet/win32/library.ts'

// Any library will do: what is tested is how declarations become functions, here outside of wine.
const LIBC = 'libc.so.6'

test('a function takes as many arguments as its declaration names, none included', () => {
  const { bind } = openLibrary(LIBC)
  expect(bind('int abs(int value)')(-7)).toBe(7)
  expect(bind('int getpid()')()).toBe(process.pid)
})

test('a structure goes by the address of a buffer of ours', () => {
  const to = Buffer.alloc(4)
  openLibrary(LIBC).bind('void *memcpy(void *to, void *from, size_t bytes)')(to, Buffer.from('room'), 4)
  expect(to.toString()).toBe('room')
})

test('what the system does not have is an error', () => {
  expect(() => openLibrary('user33.dll')).toThrow('Failed to load')
  expect(() => openLibrary(LIBC).bind('int SendInputs()')).toThrow('SendInputs')
})
