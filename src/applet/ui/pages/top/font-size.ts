import { computed, effect } from '@preact/signals'
import { rememberedNumber } from '../../../../ui/remembered.ts'

/** Of the size that the window begins with. */
const STEPS = [0.85, 1, 1.2, 1.45, 1.7, 2] as const
const FIRST = 1

/** CSS pixels of the window at the first step. */
const WINDOW = { width: 380, height: 620 } as const

const step = rememberedNumber('font-size', { least: 0, first: FIRST, most: STEPS.length - 1 })
const scale = computed(() => STEPS[step.value] ?? 1)

export const percent = computed(() => Math.round(scale.value * 100))
export const isSmallest = computed(() => step.value === 0)
export const isLargest = computed(() => step.value === STEPS.length - 1)

effect(() => document.documentElement.style.setProperty('--scale', String(scale.value)))

export function changeFontSize(by: 1 | -1): void {
  step.value = Math.min(STEPS.length - 1, Math.max(0, step.value + by))
  growWindow(scale.value)
}

/** Ctrl and Plus or Minus, as in every browser, but kept for the next time; Ctrl and 0 begins anew. */
export function listenToFontKeys(): void {
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    if (event.key === '+' || event.key === '=') changeFontSize(1)
    else if (event.key === '-') changeFontSize(-1)
    else if (event.key === '0') step.value = FIRST
    else return
    event.preventDefault()
  })
}

/** A window of its own may grow with its letters; a tab of a browser does not listen. */
function growWindow(factor: number): void {
  const frame = { width: outerWidth - innerWidth, height: outerHeight - innerHeight }
  const wanted = Math.min(factor, 1.5)
  resizeTo(
    Math.min(screen.availWidth, Math.round(WINDOW.width * wanted) + frame.width),
    Math.min(screen.availHeight, Math.round(WINDOW.height * wanted) + frame.height),
  )
}
