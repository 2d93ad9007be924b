/** Lets a button copy the text of the element that `data-copies` names; without a clipboard it stays hidden. */
export function offerCopying(button: HTMLButtonElement): void {
  const source = document.getElementById(button.getAttribute('data-copies') ?? '')
  const said = button.parentElement?.querySelector<HTMLElement>('[data-copied]')
  if (!source || !said || !navigator.clipboard) return
  const words = said.getAttribute('data-copied')
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(source.textContent)
    button.textContent = words
    said.textContent = words
  })
}
