import { expect, test } from 'vitest'
import { failed } from '../../../../src/console/files/file-item.ts'
import { FileList } from '../../../../src/console/files/file-list.ts'

const MIB = 1024 * 1024

test('what is over does not change any more', () => {
  const list = new FileList()
  const key = list.add('sent', 'a', 1)
  list.change(key, failed('files.lost'))
  list.change(key, { state: 'running' })
  expect(list.items.value).toMatchObject([{ state: 'failed', why: 'files.lost' }])
})

test('of what is over and has nothing to save the oldest is forgotten', () => {
  const list = new FileList()
  const kept = list.add('received', 'kept', 1)
  list.change(kept, { state: 'done', content: new Blob(['x']) })
  for (let count = 0; count < 150; count += 1) list.change(list.add('sent', `${count}`, 1), failed('files.lost'))
  const names = list.items.value.map(({ name }) => name)
  expect(names.length).toBeLessThanOrEqual(102)
  expect([names[0], names.at(-1)]).toEqual(['kept', '149'])
})

test('half a gigabyte comes by itself, and room is made by what is removed or failed', () => {
  const list = new FileList()
  expect(list.hasRoomFor(512 * MIB)).toBe(true)
  expect(list.hasRoomFor(512 * MIB + 1)).toBe(false)
  const [first, second] = [list.add('received', 'a', 300 * MIB), list.add('received', 'b', 200 * MIB)]
  list.add('sent', 'own', 4000 * MIB)
  expect(list.hasRoomFor(13 * MIB)).toBe(false)
  list.change(first, failed('files.lost'))
  expect(list.hasRoomFor(300 * MIB)).toBe(true)
  list.remove(second)
  expect(list.hasRoomFor(512 * MIB)).toBe(true)
})
