import type { ComponentChild } from 'preact'
import type { AppletWord } from '../../words/words.ts'
import { t } from './speech.ts'

interface Props {
  readonly words: AppletWord
  /** Names and texts of others, which no sign in them lets out of their place. */
  readonly values: Readonly<Record<string, ComponentChild>>
}

/** A sentence of ours with words of others in it. */
export function Said({ words, values }: Props) {
  return (
    <>
      {t(words)
        .split(/\{(\w+)\}/)
        .map((part, index) => (index % 2 === 0 ? part : <bdi key={part}>{values[part]}</bdi>))}
    </>
  )
}
