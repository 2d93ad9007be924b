import './state-band.css'
import { Eye, EyeOff, type IconNode, Pause, ShieldCheck, Unplug } from 'lucide'
import { Icon } from '../../../../ui/components/icon.tsx'
import type { AppletWord } from '../../../words/words.ts'
import type { CustomerView } from '../../view/customer-view.ts'
import { Said } from '../said.tsx'
import { t } from '../speech.ts'

interface Band {
  readonly look: 'seen' | 'idle' | 'cut' | 'safe'
  readonly icon: IconNode
  readonly words: AppletWord
}

/** One sentence that is always there and always true: whether somebody is in this computer now. */
export function StateBand({ view }: { readonly view: CustomerView }) {
  const band = bandOf(view)
  if (!band) return null
  const technician = view.technician || t('window.technician')
  return (
    <div class={`state-band ${band.look}`} role="status" aria-label={t('window.state')}>
      <Icon of={band.icon} />
      <p>
        <Said words={band.words} values={{ technician }} />
      </p>
    </div>
  )
}

function bandOf(view: CustomerView): Band | undefined {
  const may = (permission: string) => view.permissions.some((line) => line.permission === permission && line.granted)
  if (view.isSeen && may('control')) return { look: 'seen', icon: Eye, words: 'window.seen.control' }
  if (view.isSeen) return { look: 'seen', icon: Eye, words: 'window.seen' }
  if (view.stage.kind === 'on-hold') return { look: 'idle', icon: Pause, words: 'window.unseen.on-hold' }
  if (view.stage.kind === 'reconnecting') return { look: 'cut', icon: Unplug, words: 'window.unseen.cut' }
  if (view.stage.kind === 'active' || view.stage.kind === 'waiting') return unseen(may)
  return undefined
}

function unseen(may: (permission: string) => boolean): Band {
  if (may('view')) return { look: 'idle', icon: EyeOff, words: 'window.unseen.allowed' }
  return { look: 'safe', icon: ShieldCheck, words: 'window.unseen' }
}
