import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ControlledPage } from '../support/controlled-page.ts'
import { needs } from '../support/needs.ts'
import type { TestApplet } from '../support/test-applet.ts'
import { until } from '../support/until.ts'
import { violations } from '../support/violations.ts'

const FAMILY = '👨‍👩‍👧‍👦'

/** A real Chromium takes the keys; what leaves the page is read at the customer's end. */
describe.skipIf(!needs('chromium')).each(['light', 'dark'] as const)('typing, %s', (colorScheme) => {
  let controlled: ControlledPage
  let page: Page
  let devtools: CDPSession
  let applet: TestApplet
  let before = 0

  beforeAll(async () => {
    controlled = await ControlledPage.open({ colorScheme })
    page = controlled.page
    devtools = controlled.devtools
    applet = controlled.applet
  })
  afterAll(() => controlled[Symbol.asyncDispose]())
  beforeEach(async () => {
    await keyBox().focus()
    await settled()
    before = applet.input.length
  })

  const button = (name: string) => page.getByRole('button', { name })
  const keyBox = () => controlled.keyBox
  const settled = () => controlled.settled()
  const sent = () => applet.input.slice(before).filter(({ type }) => type !== 'pointer-moved')
  const typed = () => sent().map(({ text }) => text ?? '')
  const keys = () => controlled.keysSince(before)

  const down = (key: string, code: string, more: object = {}) =>
    devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code, ...more })
  const up = (key: string, code: string, more: object = {}) =>
    devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, ...more })
  const press = async (key: string, code: string) => {
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text: key })
    await up(key, code)
  }

  test('characters of any layout arrive once, by their meaning', async () => {
    for (const [key, code] of [
      ['z', 'KeyY'],
      ['ф', 'KeyA'],
      ['ß', 'Minus'],
      ['&', 'Digit1'],
      ['ש', 'KeyA'],
    ] as const) {
      await press(key, code)
    }
    await settled()
    expect(typed().join('')).toBe('zфß&ש')
    expect(keys()).toBe('')
  })

  test('a key that repeats repeats its character', async () => {
    await press('a', 'KeyA')
    for (let count = 0; count < 3; count += 1) {
      await devtools.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key: 'a',
        code: 'KeyA',
        text: 'a',
        autoRepeat: true,
      })
    }
    await up('a', 'KeyA')
    await settled()
    expect(typed().join('')).toBe('aaaa')
  })

  test('a dead key that the system resolves by itself gives its one character', async () => {
    await down('Dead', 'Equal')
    await up('Dead', 'Equal')
    await press('é', 'KeyE')
    await settled()
    expect(typed().join('')).toBe('é')
  })

  test('a dead key that composes in the box gives its one character', async () => {
    await down('Dead', 'Equal', { windowsVirtualKeyCode: 229 })
    await devtools.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 })
    await down('e', 'KeyE', { windowsVirtualKeyCode: 229 })
    await devtools.send('Input.insertText', { text: 'é' })
    await up('e', 'KeyE')
    await settled()
    expect(typed().join('')).toBe('é')
    expect(keys()).toBe('')
  })

  test('an input method’s text arrives once, when it is done, and leaves nothing behind', async () => {
    for (const text of ['に', 'にほ', 'にほん', '日本']) {
      await down('Process', 'KeyN', { windowsVirtualKeyCode: 229 })
      await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    }
    await devtools.send('Input.insertText', { text: '日本' })
    await devtools.send('Input.imeSetComposition', { text: 'ご', selectionStart: 1, selectionEnd: 1 })
    await devtools.send('Input.insertText', { text: '語' })
    await settled()
    expect(typed().join('')).toBe('日本語')
    expect(await keyBox().inputValue()).toBe('')
  })

  test('a composition that is given up sends nothing', async () => {
    await devtools.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
    await devtools.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 })
    await settled()
    expect(typed().join('')).toBe('')
  })

  test('emoji, joined ones and combining marks arrive unharmed', async () => {
    const text = `${FAMILY}🇩🇪👍🏽e\u0301\u0323𝒜`
    await page.keyboard.insertText(text)
    await settled()
    expect(typed().join('')).toBe(text)
  })

  test('AltGr makes text, also where the system reports Ctrl and Alt with it', async () => {
    for (const [key, code] of [
      ['@', 'KeyQ'],
      ['€', 'KeyE'],
      ['{', 'Digit7'],
    ] as const) {
      const init = { key, code, ctrlKey: true, altKey: true, modifierAltGraph: true, bubbles: true, cancelable: true }
      await keyBox().evaluate((box, event) => {
        box.dispatchEvent(new KeyboardEvent('keydown', event))
        box.dispatchEvent(new KeyboardEvent('keyup', event))
      }, init)
    }
    await settled()
    expect(typed().join('')).toBe('@€{')
    expect(keys()).toBe('')
  })

  test('shortcuts go by the place of their keys', async () => {
    await page.keyboard.press('Control+KeyC')
    await page.keyboard.press('Alt+F4')
    await page.keyboard.press('Control+Shift+ArrowLeft')
    await settled()
    expect(keys()).toBe(
      '+ControlLeft +KeyC -KeyC -ControlLeft +AltLeft +F4 -F4 -AltLeft ' +
        '+ControlLeft +ShiftLeft +ArrowLeft -ArrowLeft -ShiftLeft -ControlLeft',
    )
  })

  test('Enter, Tab, Backspace, arrows, function keys and the number pad', async () => {
    const codes = ['Enter', 'Tab', 'Backspace', 'ArrowUp', 'F5', 'F12', 'NumpadEnter', 'Escape', 'Delete', 'PageDown']
    for (const code of codes) await page.keyboard.press(code)
    await settled()
    expect(keys()).toBe(codes.map((code) => `+${code} -${code}`).join(' '))
  })

  test('a long pasted text arrives whole, once and in order', async () => {
    const text = `${'äöü 漢字 '.repeat(3000)}${FAMILY.repeat(500)}end`
    await keyBox().evaluate((box, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
    await settled()
    expect(typed().join('')).toBe(text)
  })

  test('[P9] whoever looks elsewhere holds nothing', async () => {
    await page.keyboard.down('Control')
    await page.keyboard.down('ArrowLeft')
    await settled()
    await keyBox().evaluate((box) => box.blur())
    await until(() => sent().some(({ type }) => type === 'released-all'), 'everything up')
    await page.keyboard.up('ArrowLeft')
    await page.keyboard.up('Control')
  })

  test('a drag goes on beyond the picture, at its edge', async () => {
    const box = (await page.getByTestId('screen').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.mouse.move(box.x + 10, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(box.x + 20, box.y - 60)
    await page.mouse.up()
    await until(() => sent().some(({ type }) => type === 'button-released'), 'the button up')
    expect(sent().at(-1)).toMatchObject({ type: 'button-released', button: 'left', y: 0 })
  })

  test('a second button pressed meanwhile comes and goes by itself', async () => {
    await page.getByTestId('screen').hover()
    for (const action of ['down', 'up'] as const) {
      await page.mouse[action]({ button: 'left' })
      await page.mouse[action]({ button: 'right' })
    }
    await settled()
    const buttons = sent().filter(({ button: which }) => which !== undefined)
    expect(buttons.map(({ type, button: which }) => `${type} ${which}`)).toEqual([
      'button-pressed left',
      'button-pressed right',
      'button-released left',
      'button-released right',
    ])
  })

  test('moves are sent once a frame, and never after the click that followed them', async () => {
    const points = await page.getByTestId('screen').evaluate(async (canvas) => {
      const { left, top } = canvas.getBoundingClientRect()
      const event = (type: string, at: number, buttons: number) =>
        canvas.dispatchEvent(
          new PointerEvent(type, { clientX: left + at, clientY: top + 5, buttons, pointerId: 1, bubbles: true }),
        )
      // One task, so one frame at most.
      for (let at = 0; at < 100; at += 1) event('pointermove', at, 0)
      event('pointermove', 99, 1)
      event('pointermove', 99, 0)
      await new Promise(requestAnimationFrame)
      return 100
    })
    await settled()
    const acts = applet.input.slice(before)
    expect(points).toBe(100)
    expect(acts.map(({ type }) => type)).toEqual(['pointer-moved', 'button-pressed', 'button-released'])
    expect(acts[0]?.x).toBe(acts[1]?.x)
  })

  test('fine turns of the wheel add up to what was turned', async () => {
    await page.getByTestId('screen').hover()
    await settled()
    before = applet.input.length
    for (let count = 0; count < 40; count += 1) {
      await page.getByTestId('screen').evaluate((canvas) => {
        const { left, top } = canvas.getBoundingClientRect()
        const at = { clientX: left + 5, clientY: top + 5 }
        canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: 2.5, ...at, cancelable: true, bubbles: true }))
      })
    }
    await settled()
    expect(sent().reduce((sum, { dy }) => sum + Number(dy ?? 0), 0)).toBe(100)
  })

  test('in full screen the browser leaves its own shortcuts to the page', async () => {
    await page.evaluate(() => {
      const { keyboard } = navigator as unknown as { keyboard: { lock(): Promise<void> } }
      const lock = keyboard.lock.bind(keyboard)
      keyboard.lock = async () => {
        await lock()
        document.documentElement.dataset.locked = String(document.fullscreenElement?.id)
      }
    })
    await button('Full screen').click()
    await expect.poll(() => page.locator('html').getAttribute('data-locked')).toBe('screen-panel')
    await page.evaluate(() => document.exitFullscreen())
    await page.getByTestId('screen').click()
  })

  describe('the special keys', () => {
    const menu = () => page.getByRole('list', { name: 'Special keys' })

    test('are reached by keyboard, and have no violations', async () => {
      await button('Special keys').press('Enter')
      await menu().waitFor()
      await page.keyboard.press('Tab')
      expect(await menu().evaluate((list) => list.contains(document.activeElement))).toBe(true)
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Escape')
      await menu().waitFor({ state: 'hidden' })
    })

    test.each([
      ['Ctrl + Alt + Del', '+ControlLeft +AltLeft +Delete -Delete -AltLeft -ControlLeft'],
      ['Switch windows', '+AltLeft +Tab -Tab -AltLeft'],
      ['Overview', '+MetaLeft -MetaLeft'],
      ['Close tab', '+ControlLeft +KeyW -KeyW -ControlLeft'],
    ])('%s is pressed and released, and the keys stay with the customer', async (name, expected) => {
      await button('Special keys').click()
      await menu().getByRole('button', { name }).click()
      await settled()
      expect(keys()).toBe(expected)
      expect(await keyBox().evaluate((box) => box === document.activeElement)).toBe(true)
    })

    test('are gone when control is taken back', async () => {
      await button('Special keys').click()
      await menu().waitFor()
      applet.customer.pressLargeX()
      await menu().waitFor({ state: 'hidden' })
      await expect.poll(() => button('Special keys').isDisabled()).toBe(true)
    })
  })
})

describe.skipIf(!needs('chromium'))('a technician on a Mac, a customer who has none', () => {
  let controlled: ControlledPage
  let before = 0

  beforeAll(async () => {
    controlled = await ControlledPage.open({ platform: 'MacIntel' })
  })
  afterAll(() => controlled[Symbol.asyncDispose]())
  beforeEach(() => {
    before = controlled.applet.input.length
  })

  async function copies(): Promise<string> {
    await controlled.keyBox.focus()
    await controlled.page.keyboard.press('Meta+KeyC')
    await controlled.settled()
    return controlled.keysSince(before)
  }

  test('Command + C copies, and the page says what goes where', async () => {
    expect(await copies()).toMatch(/^\+ControlLeft \+KeyC -(KeyC|ControlLeft) -(KeyC|ControlLeft)$/)
    await controlled.page.getByText('⌘ is Ctrl there').waitFor()
  })

  test('special keys are those of the customer all the same', async () => {
    await controlled.page.getByRole('button', { name: 'Special keys' }).click()
    await controlled.page.getByRole('button', { name: 'Overview' }).click()
    await controlled.settled()
    expect(controlled.keysSince(before)).toBe('+MetaLeft -MetaLeft')
  })

  test('it can be switched off, and stays so', async () => {
    const { page } = controlled
    await page.getByRole('button', { name: 'Special keys' }).click()
    const swap = page.getByRole('checkbox', { name: '⌘ works as Ctrl' })
    expect(await violations(page)).toEqual([])
    await swap.uncheck()
    await page.keyboard.press('Escape')
    expect(await copies()).toMatch(/^\+MetaLeft \+KeyC/)
    expect(await page.getByText('⌘ is Ctrl there').count()).toBe(0)
    expect(await page.evaluate('localStorage.getItem("command-swap")')).toBe('off')
  })
})
