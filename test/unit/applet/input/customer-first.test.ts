import { beforeEach, describe, expect, test } from 'vitest'
import { CustomerFirst } from '../../../../src/applet/input/customer-first.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

/** A computer whose customer acts when the test says so. */
class Computer {
  released = 0
  #listener: (() => void) | undefined

  get isWatched(): boolean {
    return this.#listener !== undefined
  }

  act(): void {
    const listener = this.#listener
    this.#listener = undefined
    listener?.()
  }

  onceCustomerActs(listener: () => void): Disposable {
    this.#listener = listener
    return {
      [Symbol.dispose]: () => {
        this.#listener = undefined
      },
    }
  }

  releaseAll(): void {
    this.released += 1
  }
}

let gate: PermissionGate
let computer: Computer
let clock: FakeClock
let first: CustomerFirst

beforeEach(() => {
  gate = new PermissionGate()
  computer = new Computer()
  clock = new FakeClock()
  first = new CustomerFirst({ gate, sink: computer, clock })
})

describe('[LOCAL-1] [P12]', () => {
  test('looks only while control is granted', () => {
    gate.grant('view')
    expect(computer.isWatched).toBe(false)
    gate.grant('control')
    expect(computer.isWatched).toBe(true)
    gate.revoke('control')
    expect(computer.isWatched).toBe(false)
    gate.grant('control')
    first[Symbol.dispose]()
    expect(computer.isWatched).toBe(false)
  })

  test('what is held goes up as the customer begins, once', () => {
    gate.grant('control')
    const began: number[] = []
    first.on('began', () => began.push(computer.released))
    computer.act()
    clock.advance(200)
    computer.act()
    expect(began).toEqual([1])
    expect(computer.released).toBe(1)
  })

  test('the technician waits two seconds after the last act, and a tenth of that longer', () => {
    gate.grant('control')
    computer.act()
    clock.advance(2199)
    expect(first.active).toBe(true)
    computer.act()
    clock.advance(2199)
    expect(first.active).toBe(true)
    clock.advance(1)
    expect(first.active).toBe(false)
  })

  test('a mouse that never rests is looked at five times a second', () => {
    gate.grant('control')
    let looks = 0
    for (let time = 0; time < 1000; time += 1) {
      if (computer.isWatched) looks += 1
      computer.act()
      clock.advance(1)
    }
    expect(looks).toBe(5)
  })

  test('control that ends right after an act leaves nobody looking', () => {
    gate.grant('control')
    computer.act()
    gate.revoke('control')
    clock.advance(1000)
    expect(computer.isWatched).toBe(false)
  })
})
