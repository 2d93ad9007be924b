import { Info } from 'lucide'
import { Icon } from '../../../ui/components/icon.tsx'

/** A sentence about what was just not done, and why. */
export function NoticeLine({ text }: { readonly text: string | undefined }) {
  return (
    <div role="status">
      {text && (
        <p class="notice-line">
          <Icon of={Info} />
          {text}
        </p>
      )}
    </div>
  )
}
