import { Info } from 'lucide'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../../../ui/components/icon.tsx'

/** A sentence about what was just not done, and why. */
export function NoticeLine({ text }: { readonly text: string | undefined }) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In a low window it scrolls away with the rest.
    if (text) line.current?.scrollIntoView({ block: 'nearest' })
  }, [text])
  return (
    <div ref={line} role="status">
      {text && (
        <p class="notice-line">
          <Icon of={Info} />
          {text}
        </p>
      )}
    </div>
  )
}
