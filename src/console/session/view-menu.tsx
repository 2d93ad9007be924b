import './view-menu.css'
import { SlidersHorizontal } from 'lucide'
import { useId } from 'preact/hooks'
import { QUALITIES, type Quality } from '../../protocol/peer/messages/screen.ts'
import { Icon } from '../../ui/components/icon.tsx'
import { t } from '../../ui/words/words.ts'
import { FRAME_RATES, type ViewChoices } from './view-choices.ts'
import { ViewPopover } from './view-popover.tsx'

interface Props {
  readonly choices: ViewChoices
}

/** How good the picture shall be, and what it may cost. Each choice holds from the moment it is made. */
export function ViewMenu({ choices }: Props) {
  const { greyscale } = choices
  return (
    <ViewPopover title={t('view.menu')} face={<Icon of={SlidersHorizontal} />}>
      <fieldset class="view-choices">
        <legend>{t('view.quality')}</legend>
        {QUALITIES.map((quality) => (
          <QualityChoice key={quality} quality={quality} choices={choices} />
        ))}
      </fieldset>
      <FrameRates choices={choices} />
      <Choice
        kind="checkbox"
        title={t('view.greyscale')}
        hint={t('view.greyscale.hint')}
        checked={greyscale.value === 'on'}
        onChoose={(checked) => {
          greyscale.value = checked ? 'on' : 'off'
        }}
      />
    </ViewPopover>
  )
}

function QualityChoice({ quality, choices }: Props & { readonly quality: Quality }) {
  return (
    <Choice
      kind="radio"
      group="view-quality"
      title={t(`view.quality.${quality}`)}
      hint={t(`view.quality.${quality}.hint`)}
      checked={choices.quality.value === quality}
      onChoose={() => {
        choices.quality.value = quality
      }}
    />
  )
}

interface ChoiceProps {
  readonly kind: 'radio' | 'checkbox'
  readonly group?: string
  readonly title: string
  readonly hint: string
  readonly checked: boolean
  readonly onChoose: (checked: boolean) => void
}

/** The sentence belongs to what can be pressed, but is read after its name, not as a part of it. */
function Choice({ kind, group, title, hint, checked, onChoose }: ChoiceProps) {
  const id = useId()
  return (
    <label class="view-choice">
      <input
        type={kind}
        name={group}
        checked={checked}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <span id={`${id}-title`} class="title">
        {title}
      </span>
      <span id={`${id}-hint`} class="hint">
        {hint}
      </span>
    </label>
  )
}

function FrameRates({ choices: { frameRate } }: Props) {
  return (
    <fieldset class="view-rates">
      <legend>{t('view.frame-rate')}</legend>
      {FRAME_RATES.map((rate) => (
        <label key={rate}>
          <input
            type="radio"
            name="view-frame-rate"
            checked={frameRate.value === rate}
            onChange={() => {
              frameRate.value = rate
            }}
          />
          <span>{rate}</span>
        </label>
      ))}
    </fieldset>
  )
}
