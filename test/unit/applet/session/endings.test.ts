import { expect, test } from 'vitest'
import { endingOfSession } from '../../../../src/applet/session/endings.ts'
import { englishSpeaker } from '../../../../src/applet/words/words.ts'

test.each([
  ['verification_failed', 6, 'The digits did not match three times. The session was ended for your safety.'],
  ['tampered', 4, 'Somebody on the way changed what your technician sent or saw.'],
  ['origin_mismatch', 4, 'under different addresses'],
] as const)(
  '%s, ended by the program itself: exit status %i, and the customer reads what to do',
  (reason, status, sentence) => {
    const ending = endingOfSession('applet', reason)
    expect(ending).toMatchObject({ by: 'applet', reason, exitStatus: status })
    expect(englishSpeaker.t(ending.words)).toContain(sentence)
  },
)
