import { expect, test } from 'vitest'
import { Emitter } from '../../../src/base/emitter.ts'

test('a listener hears until it is disposed', () => {
  const emitter = new Emitter<{ said: string }>()
  const heard: string[] = []
  const listening = emitter.on('said', (word) => heard.push(word))
  emitter.emit('said', 'one')
  listening[Symbol.dispose]()
  emitter.emit('said', 'two')
  expect(heard).toEqual(['one'])
})

test('a listener that throws keeps nobody else from hearing, and its error is not lost', () => {
  const emitter = new Emitter<{ said: string }>()
  const heard: string[] = []
  emitter.on('said', () => {
    throw new Error('deaf')
  })
  emitter.on('said', (word) => heard.push(word))
  expect(() => emitter.emit('said', 'one')).toThrow('deaf')
  expect(heard).toEqual(['one'])
})

test('a listener that is added or removed by another hears the next event, not this one', () => {
  const emitter = new Emitter<{ said: string }>()
  const heard: string[] = []
  emitter.on('said', () => emitter.on('said', (word) => heard.push(word)))
  emitter.emit('said', 'one')
  expect(heard).toEqual([])
  emitter.emit('said', 'two')
  expect(heard).toEqual(['two'])
})
