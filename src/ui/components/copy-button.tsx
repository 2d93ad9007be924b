import { useSignal } from '@preact/signals'
import { Check, Copy } from 'lucide'
import { useEffect } from 'preact/hooks'
import { t } from '../words/words.ts'
import { Button } from './button.tsx'

const SHOWN_MS = 2000

/** Copies the text and says so on the button itself for two seconds. */
export function CopyButton({ text }: { readonly text: string }) {
  const outcome = useSignal<'none' | 'copied' | 'failed'>('none')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        outcome.value = 'copied'
      },
      () => {
        outcome.value = 'failed'
      },
    )
  useEffect(() => {
    if (outcome.value === 'none') return
    const timer = setTimeout(() => {
      outcome.value = 'none'
    }, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [outcome.value])
  return (
    <>
      <Button icon={outcome.value === 'copied' ? Check : Copy} onClick={copy}>
        {t(outcome.value === 'copied' ? 'copied' : 'copy')}
      </Button>
      {outcome.value === 'failed' && <span role="alert">{t('copy.failed')}</span>}
    </>
  )
}
