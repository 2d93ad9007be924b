import { describe, expect, test } from 'vitest'
import { commandDiffers, swapCommand } from '../../../../src/console/input/command-swap.ts'
import { KEY_CODES } from '../../../../src/protocol/peer/key-codes.ts'

describe('shortcuts between systems', () => {
  test.each([
    [true, 'macOS', false],
    [true, 'Windows', true],
    [true, 'Linux', true],
    [true, 'freebsd', true],
    [true, undefined, false],
    [false, 'macOS', true],
    [false, 'Windows', false],
    [false, 'Linux', false],
    [false, 'freebsd', false],
    [false, undefined, false],
  ])('technician on a Mac: %s, customer on %s, Command and Ctrl differ: %s', (onMac, customer, differs) => {
    expect(commandDiffers(onMac, customer)).toBe(differs)
  })

  test('Command is Ctrl and Ctrl is Command, each on its side', () => {
    const swapped = ['MetaLeft', 'MetaRight', 'ControlLeft', 'ControlRight'].map(swapCommand)
    expect(swapped).toEqual(['ControlLeft', 'ControlRight', 'MetaLeft', 'MetaRight'])
  })

  test('every other key stays, and twice is back', () => {
    const moved = KEY_CODES.filter((code) => swapCommand(code) !== code)
    expect(moved).toHaveLength(4)
    for (const code of [...KEY_CODES, 'constructor']) expect(swapCommand(swapCommand(code))).toBe(code)
  })
})
