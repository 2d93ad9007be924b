import { MessageCodec, type MessageFrom, type MessageOf } from '../wire-message.ts'
import { chatMessages } from './messages/chat.ts'
import { clipboardMessages } from './messages/clipboard.ts'
import { fileMessages } from './messages/files.ts'
import { inputMessages } from './messages/input.ts'
import { permissionMessages } from './messages/permission.ts'
import { screenMessages } from './messages/screen.ts'
import { sessionMessages } from './messages/session.ts'
import { urlMessages } from './messages/url.ts'
import type { PeerCatalog, PeerSender } from './peer-sender.ts'

/** The peer layer: everything between a console and an applet. The broker cannot read it. */
export const PEER_CATALOG = {
  ...sessionMessages,
  ...permissionMessages,
  ...chatMessages,
  ...screenMessages,
  ...inputMessages,
  ...clipboardMessages,
  ...fileMessages,
  ...urlMessages,
} as const satisfies PeerCatalog

export type PeerMessage = MessageOf<typeof PEER_CATALOG>
export type ConsoleMessage = MessageFrom<typeof PEER_CATALOG, 'console'>
export type AppletMessage = MessageFrom<typeof PEER_CATALOG, 'applet'>
export type InputMessage = Extract<ConsoleMessage, { type: keyof typeof inputMessages }>

/** What the console says about files. */
export type ConsoleFileMessage = Extract<ConsoleMessage, { type: keyof typeof fileMessages }>
export type AppletFileMessage = Extract<AppletMessage, { type: keyof typeof fileMessages }>

export const peerCodec = new MessageCodec<typeof PEER_CATALOG, PeerSender>(PEER_CATALOG)

export function isInput(message: PeerMessage): message is InputMessage {
  return Object.hasOwn(inputMessages, message.type)
}

export function isAboutFile<M extends PeerMessage>(
  message: M,
): message is Extract<M, { type: keyof typeof fileMessages }> {
  return Object.hasOwn(fileMessages, message.type)
}
