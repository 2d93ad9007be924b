import './shortcuts-dialog.css'
import { Dialog } from '../../ui/components/dialog.tsx'
import { t } from '../../ui/words/words.ts'
import type { Workplace } from '../workplace.ts'
import { SHORTCUTS } from './shortcuts.ts'

const REMOTE = [
  { keys: ['Ctrl', 'Alt', 'Shift'], words: 'shortcuts.leave' },
  { keys: ['Ctrl', 'Shift', 'V'], words: 'shortcuts.paste' },
] as const

export function ShortcutsDialog({ workplace }: { readonly workplace: Workplace }) {
  return (
    <Dialog
      title={t('shortcuts.title')}
      onClose={() => {
        workplace.helping.value = false
      }}
    >
      <SingleKeySwitch workplace={workplace} />
      <dl class={`shortcuts ${workplace.singleKeys.value}`}>
        {SHORTCUTS.map(({ key, words }) => (
          <Row key={key} words={t(words)} keys={[key]} />
        ))}
      </dl>
      <h3>{t('shortcuts.remote')}</h3>
      <dl class="shortcuts">
        {REMOTE.map(({ keys, words }) => (
          <Row key={words} words={t(words)} keys={keys} />
        ))}
      </dl>
    </Dialog>
  )
}

function SingleKeySwitch({ workplace: { singleKeys } }: { readonly workplace: Workplace }) {
  return (
    <label class="single-keys">
      <input
        type="checkbox"
        checked={singleKeys.value === 'on'}
        onChange={(event) => {
          singleKeys.value = event.currentTarget.checked ? 'on' : 'off'
        }}
      />
      {t('shortcuts.single-keys')}
    </label>
  )
}

function Row({ words, keys }: { readonly words: string; readonly keys: readonly string[] }) {
  return (
    <>
      <dt>{words}</dt>
      <dd>
        {keys.map((key, index) => (
          <>
            {index > 0 && ' + '}
            <kbd>{key}</kbd>
          </>
        ))}
      </dd>
    </>
  )
}
