import './pin-code.css'
import { CopyButton } from '../../ui/components/copy-button.tsx'
import { t } from '../../ui/words/words.ts'
import type { BrokerClock } from '../broker/broker-clock.ts'
import { Validity } from './validity.tsx'

interface Props {
  readonly clock: BrokerClock
  readonly pin: string
  readonly expiresAt: number
}

/** The PIN to be read aloud: two groups for the eye, six digits in a row for whoever copies or reads the text. */
export function PinCode({ clock, pin, expiresAt }: Props) {
  return (
    <div class="pin-code">
      <p>{t('new-session.read', { address: location.host })}</p>
      <output class="digits" aria-label={t('new-session.pin.label')}>
        <Digits pin={pin} />
      </output>
      <div class="row">
        <Validity clock={clock} expiresAt={expiresAt} />
        <CopyButton text={pin} />
      </div>
      <p class="validity">{t('new-session.waits')}</p>
    </div>
  )
}

export function Digits({ pin }: { readonly pin: string }) {
  return (
    <>
      <span>{pin.slice(0, 3)}</span>
      <span>{pin.slice(3)}</span>
    </>
  )
}
