import type { IconNode } from 'lucide'
import { h } from 'preact'

interface Props {
  readonly of: IconNode
}

/** Decoration beside words: screen readers never hear it. Sized by the text it stands in. */
export function Icon({ of }: Props) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  )
}
