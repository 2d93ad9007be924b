import './special-keys.css'
import { Keyboard } from 'lucide'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { Icon } from '../../ui/components/icon.tsx'
import { t } from '../../ui/words/words.ts'
import { commandDiffers } from '../input/command-swap.ts'
import { onMac } from '../input/own-system.ts'
import type { Workplace } from '../workplace.ts'
import { KEY_BOX } from './screen-stage.tsx'
import type { SessionClient } from './session-client.ts'
import { keyCap, type SpecialKeys, specialKeys } from './special-keys.ts'

interface Props {
  readonly workplace: Workplace
  readonly session: SessionView
  readonly client: SessionClient | undefined
}

const MENU = 'special-keys'

/** Keys that the technician cannot press, because their own system or browser takes them. */
export function SpecialKeysMenu({ workplace, session: { platform }, client }: Props) {
  const differs = commandDiffers(onMac, platform)
  const swapped = differs && workplace.commandSwap.value === 'on'
  useLayoutEffect(() => {
    if (client) client.input.commandSwapped.value = swapped
  }, [client, swapped])
  const controlled = client?.present.value && client.consent.states.value.control === 'granted'
  return (
    <>
      <button type="button" class="button" popovertarget={MENU} disabled={!controlled}>
        <Icon of={Keyboard} />
        {t('special.title')}
      </button>
      {client && controlled && (
        <Menu client={client} platform={platform}>
          {differs && <SwapSwitch workplace={workplace} />}
        </Menu>
      )}
    </>
  )
}

interface MenuProps {
  readonly client: SessionClient
  readonly platform: string | undefined
  readonly children: ComponentChildren
}

function Menu({ client, platform, children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const strike = ({ codes }: SpecialKeys) => {
    menu.current?.hidePopover()
    client.input.strike(codes)
    // What they opened is to be used.
    document.getElementById(KEY_BOX)?.focus({ preventScroll: true })
  }
  return (
    <div ref={menu} id={MENU} class="special-keys" popover="auto">
      {children}
      <ul aria-label={t('special.title')}>
        {specialKeys(platform).map((keys) => (
          <li key={keys.words}>
            <button type="button" class="button quiet" onClick={() => strike(keys)}>
              <span>{t(keys.words)}</span>
              <span class="keys">
                {keys.codes.map((code) => (
                  <kbd key={code}>{keyCap(code, platform)}</kbd>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function SwapSwitch({ workplace: { commandSwap } }: Pick<Props, 'workplace'>) {
  return (
    <label class="command-swap">
      <input
        type="checkbox"
        checked={commandSwap.value === 'on'}
        onChange={(event) => {
          commandSwap.value = event.currentTarget.checked ? 'on' : 'off'
        }}
      />
      {t(onMac ? 'special.swap.from-mac' : 'special.swap.to-mac')}
    </label>
  )
}
