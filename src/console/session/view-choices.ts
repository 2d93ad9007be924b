import { computed } from '@preact/signals'
import type { ConsoleMessage } from '../../protocol/peer/catalog.ts'
import { QUALITIES, type Quality } from '../../protocol/peer/messages/screen.ts'
import { remembered } from '../../ui/remembered.ts'

type ViewAdjusted = Extract<ConsoleMessage, { type: 'view-adjusted' }>

/** Frames per second, at most. */
export const FRAME_RATES = ['60', '30', '15', '5'] as const

/** Before anybody chooses: what an applet does that was told nothing. */
const FIRST_QUALITY: Quality = 'balanced'

/** How this technician wants to see the screens of customers; it is kept for the next session and the next visit. */
export class ViewChoices {
  readonly quality = remembered<Quality>('view-quality', [FIRST_QUALITY, ...QUALITIES])
  readonly greyscale = remembered<'off' | 'on'>('view-greyscale', ['off', 'on'])
  readonly frameRate = remembered<(typeof FRAME_RATES)[number]>('view-frame-rate', FRAME_RATES)
  readonly wishes = computed<Omit<ViewAdjusted, 'type' | 'monitor'>>(() => ({
    quality: this.quality.value,
    greyscale: this.greyscale.value === 'on',
    framesPerSecond: Number(this.frameRate.value),
  }))
}
