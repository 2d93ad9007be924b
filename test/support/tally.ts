import type { Verdict } from './verdict.ts'

const NAMED = /^(tampered|protocol-error|verification-failed|origin-mismatch|version-unsupported)$/

/** How often each verdict fell. */
export class Tally {
  readonly #counts = new Map<Verdict, number>()

  add(verdict: Verdict): void {
    this.#counts.set(verdict, (this.#counts.get(verdict) ?? 0) + 1)
  }

  get undetected(): Verdict[] {
    return [...this.#counts.keys()].filter((verdict) => verdict.startsWith('UNDETECTED'))
  }

  get byName(): number {
    return [...this.#counts].filter(([verdict]) => NAMED.test(verdict)).reduce((sum, [, count]) => sum + count, 0)
  }

  get text(): string {
    return [...this.#counts].map(([verdict, count]) => `${count} × ${verdict}`).join(', ')
  }
}
