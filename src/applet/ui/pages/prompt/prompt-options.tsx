import type { Permission } from '../../../../protocol/permission.ts'
import { t, tCount } from '../speech.ts'

interface ChoicesProps {
  readonly choices: readonly Permission[]
  readonly ticked: readonly Permission[]
  readonly onTick: (ticked: readonly Permission[]) => void
}

/** What is asked for, each to be ticked by itself; nothing is ticked before. */
export function PromptChoices({ choices, ticked, onTick }: ChoicesProps) {
  if (choices.length === 0) return null
  return (
    <fieldset class="options">
      <legend class="visually-hidden">{t('window.prompt.choices')}</legend>
      {choices.map((choice) => (
        <label key={choice}>
          <input
            type="checkbox"
            checked={ticked.includes(choice)}
            onChange={({ currentTarget: { checked } }) =>
              onTick(choices.filter((one) => (one === choice ? checked : ticked.includes(one))))
            }
          />
          {t(`window.may.${choice}`)}
        </label>
      ))}
    </fieldset>
  )
}

interface MinutesProps {
  readonly minutes: readonly number[]
  readonly chosen: number | undefined
  readonly onChoose: (minutes: number | undefined) => void
}

/** For how long a Yes is: until it is taken back, unless the customer says otherwise. */
export function PromptMinutes({ minutes, chosen, onChoose }: MinutesProps) {
  if (minutes.length === 0) return null
  return (
    <fieldset class="options minutes">
      <legend>{t('window.prompt.minutes')}</legend>
      {[undefined, ...minutes].map((each) => (
        <label key={each ?? 0}>
          <input type="radio" name="minutes" checked={each === chosen} onChange={() => onChoose(each)} />
          <span class="figures">
            {each === undefined ? t('window.minutes.unlimited') : tCount('window.minutes', each)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
