import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../../ui/words/words.ts'
import { onMac } from '../input/own-system.ts'
import { ScreenInput } from '../input/screen-input.ts'
import type { Zoom } from '../screen/viewport.ts'
import { PictureFrame } from './picture-frame.ts'
import type { SessionClient } from './session-client.ts'

/** The text box that takes the keys. */
export const KEY_BOX = 'key-box'

interface Props {
  readonly client: SessionClient
  readonly zoom: Zoom
}

/** The place where the framework ends: below it live a canvas and its listeners. */
export function ScreenStage({ client, zoom }: Props) {
  const scroll = useRef<HTMLDivElement>(null)
  const keyBox = useRef<HTMLTextAreaElement>(null)
  const shown = client.screen.shown.value !== undefined
  const controlled = shown && client.present.value && client.consent.states.value.control === 'granted'
  useLayoutEffect(() => {
    if (!scroll.current || !keyBox.current) return
    const { canvas } = client.screen
    const frame = new PictureFrame(scroll.current, client.screen, zoom, controlled)
    const input = new ScreenInput(canvas.element, keyBox.current, client.input, () => canvas.part)
    return () => {
      input[Symbol.dispose]()
      frame[Symbol.dispose]()
    }
  }, [client, zoom, controlled])
  return (
    <>
      <div
        ref={scroll}
        class="stage-scroll"
        hidden={!shown}
        // At 100 % it scrolls, and must be reachable by keyboard.
        tabIndex={zoom === 'actual' ? 0 : undefined}
      />
      <textarea
        ref={keyBox}
        id={KEY_BOX}
        class="key-box"
        aria-label={t('session.keys')}
        autocomplete="off"
        spellcheck={false}
        readOnly={!controlled}
        disabled={!shown}
      />
      <div class={controlled ? 'keys-frame remote' : 'keys-frame'}>
        <p>
          <span>{t(controlled ? 'session.keys.remote' : 'session.keys.nowhere')}</span>
          {controlled && client.input.commandSwapped.value && (
            <span>{t(onMac ? 'session.keys.from-mac' : 'session.keys.to-mac')}</span>
          )}
          {controlled && <span>{t('session.keys.leave')}</span>}
        </p>
      </div>
    </>
  )
}
