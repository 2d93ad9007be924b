import * as v from 'valibot'
import { CLOSE_CODE_NAMES } from '../close-code.ts'
import {
  filledText,
  identifier,
  instant,
  integer,
  permissionIds,
  personName,
  pin,
  secret,
  streamId,
} from '../fields.ts'
import { LIMITS } from '../limits.ts'
import { VERIFICATION_POLICIES } from '../verification.ts'
import { type Catalog, MessageCodec, type MessageFrom, type MessageOf } from '../wire-message.ts'
import { ASKING } from './offer.ts'
import { sessionLogLine, sessionView } from './session-view.ts'
import { DECLINE_REASONS, END_REASONS, ENDED_BY, FAILURES, LIVE_STATUSES } from './status.ts'

export type BrokerLayerSender = 'applet' | 'console' | 'broker'

/** What a socket must have proved before the message counts. */
type Requirement = 'nothing' | 'registration' | 'ticket'

/**
 * The broker layer: JSON text messages between broker and applet, and between broker and console. What the technician
 * asks of the broker goes over HTTP (`http-api.ts`); the socket only tells the console what happened.
 */
export const BROKER_CATALOG = {
  'pin-presented': {
    fields: v.object({
      version: integer(0, 65_535),
      pin,
      claimKey: secret,
      program: filledText(LIMITS.nameLength),
      platform: filledText(LIMITS.nameLength),
    }),
    from: 'applet',
    requires: 'nothing',
    about:
      'The applet claims the session behind a PIN; with the same claim key it asks again when the answer was lost.',
  },
  'pin-declined': {
    fields: v.object({ version: integer(0, 65_535), pin, claimKey: secret, reason: v.picklist(DECLINE_REASONS) }),
    from: 'applet',
    requires: 'nothing',
    about: 'The customer does not want the session behind a PIN: it is claimed, and over.',
  },
  'resume-presented': {
    fields: v.object({ version: integer(0, 65_535), sessionId: identifier, resumeKey: secret }),
    from: 'applet',
    requires: 'nothing',
    about: 'The applet is back after it lost its connection.',
  },
  'customer-left': {
    fields: v.object({}),
    from: 'applet',
    requires: 'registration',
    about: 'The customer ended the session.',
  },
  'session-failed': {
    fields: v.object({ reason: v.picklist(FAILURES) }),
    from: 'applet',
    requires: 'registration',
    about: 'The applet ends the session because something is wrong with the other side.',
  },
  'session-idled': {
    fields: v.object({}),
    from: 'applet',
    requires: 'registration',
    about: 'Nothing has happened in the session for so long that the applet ends it.',
  },
  'session-registered': {
    fields: v.object({
      sessionId: identifier,
      resumeKey: secret,
      status: v.picklist(LIVE_STATUSES),
      company: personName,
      verification: v.picklist(VERIFICATION_POLICIES),
      permissions: permissionIds,
      asking: v.picklist(ASKING),
    }),
    from: 'broker',
    requires: 'nothing',
    about:
      'The claim or the return was accepted; the resume key replaces any earlier one. At most these permissions can be asked for.',
  },
  'session-started': {
    fields: v.object({ technician: personName }),
    from: 'broker',
    requires: 'nothing',
    about: 'The technician pressed Start; said again to an applet that comes back to an active session.',
  },
  'session-held': {
    fields: v.object({ technician: personName }),
    from: 'broker',
    requires: 'nothing',
    about: 'The technician put the session on hold; said again to an applet that comes back to it.',
  },
  'session-ended': {
    fields: v.object({ by: v.picklist(ENDED_BY), reason: v.picklist(END_REASONS) }),
    from: 'broker',
    requires: 'nothing',
    about: 'The session is over; the broker closes the socket next.',
  },
  'stream-opened': {
    fields: v.object({ stream: streamId, technician: personName }),
    from: 'broker',
    requires: 'nothing',
    about: 'Peer bytes can flow on this stream between one console and the applet.',
  },
  'stream-closed': {
    fields: v.object({ stream: streamId, code: v.picklist(CLOSE_CODE_NAMES) }),
    from: 'either',
    requires: 'nothing',
    about:
      'This stream is over, and its number is not used again on this socket. From the applet: it gave the console up.',
  },
  'sessions-listed': {
    fields: v.object({ sessions: v.array(sessionView) }),
    from: 'broker',
    requires: 'ticket',
    about: 'All rows of this technician; the first message on a console socket.',
  },
  'session-changed': {
    fields: v.object({ session: sessionView }),
    from: 'broker',
    requires: 'ticket',
    about: 'A row is new or has changed.',
  },
  'session-removed': {
    fields: v.object({ id: identifier }),
    from: 'broker',
    requires: 'ticket',
    about: 'A row is gone from the list; its history stays.',
  },
  'session-logged': {
    fields: v.object({ id: identifier, line: sessionLogLine }),
    from: 'broker',
    requires: 'ticket',
    about: 'A new line in the log of a session.',
  },
  'heartbeat-sent': {
    fields: v.object({ time: instant }),
    from: 'either',
    requires: 'nothing',
    about: 'A sign of life: the broker sends it, the other side sends it back.',
  },
} as const satisfies Catalog<BrokerLayerSender, { readonly requires: Requirement }>

export type BrokerLayerMessage = MessageOf<typeof BROKER_CATALOG>
export type MessageToApplet = MessageFrom<typeof BROKER_CATALOG, 'broker'>

export const brokerCodec = new MessageCodec<typeof BROKER_CATALOG, BrokerLayerSender>(BROKER_CATALOG)
