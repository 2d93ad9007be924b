import './place-choice.css'
import { Folder } from 'lucide'
import { useId, useState } from 'preact/hooks'
import { Icon } from '../../../../ui/components/icon.tsx'
import type { PlaceView } from '../../view/customer-view.ts'
import { t } from '../speech.ts'

interface Props {
  /** What is to be decided. */
  readonly label: string
  readonly places: readonly PlaceView[]
  readonly onChoose: (folder: string) => void
}

/** Where something is saved: one of the usual places, or any folder by its name. */
export function PlaceChoice({ label, places, onChoose }: Props) {
  const id = useId()
  const [other, setOther] = useState(places.length === 0)
  return (
    <div class="places">
      <p id={id}>{label}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for what a form sends */}
      <div role="group" aria-labelledby={id}>
        {places.map((place) => (
          <button key={place.id} type="button" class="button" title={place.path} onClick={() => onChoose(place.path)}>
            <Icon of={Folder} />
            {t(`window.place.${place.id}`)}
          </button>
        ))}
        <button type="button" class="button" aria-expanded={other} onClick={() => setOther(!other)}>
          {t('window.place.other')}
        </button>
      </div>
      {other && <OtherFolder onChoose={onChoose} />}
    </div>
  )
}

function OtherFolder({ onChoose }: Pick<Props, 'onChoose'>) {
  const id = useId()
  const [path, setPath] = useState('')
  return (
    <form
      class="other-folder"
      onSubmit={(event) => {
        event.preventDefault()
        if (path.trim() !== '') onChoose(path.trim())
      }}
    >
      <label for={id}>{t('window.place.path')}</label>
      <input id={id} class="input" value={path} onInput={({ currentTarget }) => setPath(currentTarget.value)} />
      <button type="submit" class="button">
        {t('window.place.save')}
      </button>
    </form>
  )
}
