import '../../../ui/styles/base.css'
import './customer.css'
import { render } from 'preact'
import { CustomerWindow } from './customer-window.tsx'
import { AppletLink } from './link/applet-link.ts'
import { takeToken } from './link/token.ts'
import { listenToFontKeys } from './top/font-size.ts'
import { WindowState } from './window-state.ts'

const link = new AppletLink(takeToken())
const state = new WindowState()
listenToFontKeys()
render(<CustomerWindow state={state} link={link} />, document.body)
state.ended(await link.listen((line) => state.take(line)))
