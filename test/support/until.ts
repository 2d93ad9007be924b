const POLL_MS = 5

/** Waits for a condition instead of for a time. Throws, naming what it waited for, when it does not come true. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = String(condition),
  withinMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
