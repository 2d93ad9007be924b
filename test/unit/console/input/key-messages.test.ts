import { describe, expect, test } from 'vitest'
import { KeyMessages } from '../../../../src/console/input/key-messages.ts'

const MODIFIERS = { ctrlKey: false, altKey: false, metaKey: false, altGraph: false }

function keyboard(onMac = false) {
  const sent: string[] = []
  const keys = new KeyMessages((message) => {
    if (message.type === 'text-entered') sent.push(`"${message.text}"`)
    else if (message.type === 'key-pressed') sent.push(`+${message.code}`)
    else if (message.type === 'key-released') sent.push(`-${message.code}`)
  }, onMac)
  const down = (code: string, key: string, held: Partial<typeof MODIFIERS> = {}) =>
    keys.down({ code, key, ...MODIFIERS, ...held })
  return { keys, down, sent }
}

describe('KeyMessages', () => {
  test('a character goes as text, whatever key made it', () => {
    const { keys, down, sent } = keyboard()
    down('KeyY', 'z')
    keys.up('KeyY')
    down('Space', ' ')
    down('BracketLeft', 'ü')
    expect(sent).toEqual(['"z"', '" "', '"ü"'])
  })

  test('a held key repeats its character', () => {
    const { down, sent } = keyboard()
    down('KeyA', 'a')
    down('KeyA', 'a')
    expect(sent).toEqual(['"a"', '"a"'])
  })

  test('Shift that only made a capital letter is not sent', () => {
    const { keys, down, sent } = keyboard()
    down('ShiftLeft', 'Shift')
    down('KeyA', 'A')
    keys.up('KeyA')
    keys.up('ShiftLeft')
    expect(sent).toEqual(['"A"'])
  })

  test('AltGr makes text, also where the system reports Ctrl and Alt with it', () => {
    const { keys, down, sent } = keyboard()
    down('ControlLeft', 'Control', { ctrlKey: true })
    down('AltRight', 'AltGraph', { ctrlKey: true, altKey: true, altGraph: true })
    down('KeyQ', '@', { ctrlKey: true, altKey: true, altGraph: true })
    keys.up('KeyQ')
    keys.up('ControlLeft')
    keys.up('AltRight')
    expect(sent).toEqual(['"@"'])
  })

  test('a shortcut goes key by key, with its modifiers before and after', () => {
    const { keys, down, sent } = keyboard()
    down('ControlLeft', 'Control', { ctrlKey: true })
    down('ShiftLeft', 'Shift', { ctrlKey: true })
    down('KeyT', 'T', { ctrlKey: true })
    keys.up('KeyT')
    keys.up('ShiftLeft')
    keys.up('ControlLeft')
    expect(sent).toEqual(['+ControlLeft', '+ShiftLeft', '+KeyT', '-KeyT', '-ShiftLeft', '-ControlLeft'])
  })

  test('Shift is sent with a key that has no text, and with a click', () => {
    const { keys, down, sent } = keyboard()
    down('ShiftLeft', 'Shift')
    down('ArrowLeft', 'ArrowLeft')
    down('ControlLeft', 'Control', { ctrlKey: true })
    keys.pressModifiers()
    expect(sent).toEqual(['+ShiftLeft', '+ArrowLeft', '+ControlLeft'])
  })

  test('a modifier pressed and released alone is a tap', () => {
    const { keys, down, sent } = keyboard()
    down('MetaLeft', 'Meta', { metaKey: true })
    keys.up('MetaLeft')
    expect(sent).toEqual(['+MetaLeft', '-MetaLeft'])
  })

  test('keys held with Command go up with it, because macOS does not report them', () => {
    const { keys, down, sent } = keyboard()
    down('MetaLeft', 'Meta', { metaKey: true })
    down('KeyC', 'c', { metaKey: true })
    keys.up('MetaLeft')
    expect(sent).toEqual(['+MetaLeft', '+KeyC', '-MetaLeft', '-KeyC'])
  })

  test('keys that the wire has no name for, and Caps Lock and NumLock, are not sent', () => {
    const { keys, down, sent } = keyboard()
    down('LaunchMail', 'LaunchMail')
    down('CapsLock', 'CapsLock')
    down('NumLock', 'NumLock')
    keys.up('NumLock')
    keys.up('CapsLock')
    expect(sent).toEqual([])
  })

  test('after letting go, a key that comes up says nothing', () => {
    const { keys, down, sent } = keyboard()
    down('F5', 'F5')
    keys.letGo()
    keys.up('F5')
    expect(sent).toEqual(['+F5'])
  })

  test('Option on a Mac makes text, brackets and @ included', () => {
    const { keys, down, sent } = keyboard(true)
    down('AltLeft', 'Alt', { altKey: true })
    down('Digit5', '[', { altKey: true })
    down('KeyL', '@', { altKey: true })
    down('KeyP', 'π', { altKey: true })
    keys.up('AltLeft')
    expect(sent).toEqual(['"["', '"@"', '"π"'])
  })

  test('Alt elsewhere makes a shortcut, with letters of any script', () => {
    const { keys, down, sent } = keyboard()
    down('AltLeft', 'Alt', { altKey: true })
    down('KeyA', 'ф', { altKey: true })
    keys.up('KeyA')
    keys.up('AltLeft')
    expect(sent).toEqual(['+AltLeft', '+KeyA', '-KeyA', '-AltLeft'])
  })

  test('the number pad gives digits as text, and without NumLock what its keys mean', () => {
    const { keys, down, sent } = keyboard()
    down('Numpad7', '7')
    keys.up('Numpad7')
    down('Numpad7', 'Home')
    down('Numpad7', 'Home')
    keys.up('Numpad7')
    down('NumpadDecimal', 'Delete')
    keys.up('NumpadDecimal')
    down('NumpadEnter', 'Enter')
    keys.up('NumpadEnter')
    expect(sent).toEqual(['"7"', '+Home', '+Home', '-Home', '+Delete', '-Delete', '+NumpadEnter', '-NumpadEnter'])
  })

  test('emoji and letters beyond the first plane are one character', () => {
    const { down, sent } = keyboard()
    down('', '😀')
    down('KeyA', '𝒜')
    expect(sent).toEqual(['"😀"', '"𝒜"'])
  })
})
