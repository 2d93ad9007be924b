import { effect, type Signal, signal } from '@preact/signals'

export interface Range {
  readonly least: number
  readonly first: number
  readonly most: number
}

/** A choice among words that this browser keeps for the next visit, where it keeps anything at all. */
export function remembered<T extends string>(name: string, choices: readonly [T, ...T[]]): Signal<T> {
  const chosen = signal<T>(choices.find((choice) => choice === read(name)) ?? choices[0])
  effect(() => write(name, chosen.value))
  return chosen
}

/** A whole number within limits, kept the same way. */
export function rememberedNumber(name: string, { least, first, most }: Range): Signal<number> {
  const kept = Number.parseInt(read(name) ?? '', 10)
  const within = (value: number) => Math.round(Math.min(most, Math.max(least, value)))
  const chosen = signal(Number.isNaN(kept) ? first : within(kept))
  effect(() => write(name, String(chosen.value)))
  return chosen
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Storage is switched off or full; the choice lasts as long as the page.
  }
}
