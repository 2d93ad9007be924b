import { keepToDigits } from './code-box.ts'
import { offerCopying } from './copying.ts'

/** The page is whole without this: all it adds is comfort. */
const box = document.querySelector<HTMLInputElement>('input[name=code]')
if (box) keepToDigits(box, document.getElementById('code-error'))
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copies]')) offerCopying(button)

// A code in the address would stay in the history of a computer that others use too.
if (location.search) history.replaceState(null, '', location.pathname)
