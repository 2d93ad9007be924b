import { win32 } from 'node:path'
import { type DialogAnswer, type DialogCommand, type DialogRequest, type DialogTool, entered } from './dialog-tool.ts'

/** What people wrote comes by the environment, as text; the script is always one of these. */
const BEGIN = `
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
[Windows.Forms.Application]::EnableVisualStyles()
$form = New-Object Windows.Forms.Form -Property @{
  Text = $env:RESCUE_TITLE; TopMost = $true; StartPosition = 'CenterScreen'; FormBorderStyle = 'FixedDialog'
  MaximizeBox = $false; MinimizeBox = $false; AutoSize = $true; AutoSizeMode = 'GrowAndShrink'
  Padding = '16,16,16,16'; Font = New-Object Drawing.Font('Segoe UI', 12)
}
$rows = New-Object Windows.Forms.FlowLayoutPanel -Property @{ FlowDirection = 'TopDown'; AutoSize = $true; WrapContents = $false }
$rows.Controls.Add((New-Object Windows.Forms.Label -Property @{ Text = $env:RESCUE_TEXT; AutoSize = $true; UseMnemonic = $false; MaximumSize = '520,0' }))
$buttons = New-Object Windows.Forms.FlowLayoutPanel -Property @{ AutoSize = $true }
function Add-Button($label, $result) {
  $button = New-Object Windows.Forms.Button -Property @{ Text = $label; DialogResult = $result; AutoSize = $true; MinimumSize = '120,44'; UseMnemonic = $false }
  $buttons.Controls.Add($button)
  $button
}
`
const SHOW = `
$rows.Controls.Add($buttons)
$form.Controls.Add($rows)
$result = $form.ShowDialog()
`
const TWO_BUTTONS = `${BEGIN}
$no = Add-Button $env:RESCUE_SECOND 'No'
$yes = Add-Button $env:RESCUE_FIRST 'Yes'
$form.ActiveControl = $no
${SHOW}
[Console]::Out.Write("$result")`
const ONE_BUTTON = `${BEGIN}
$form.AcceptButton = Add-Button $env:RESCUE_FIRST 'Yes'
${SHOW}
[Console]::Out.Write("$result")`
const ENTER = `${BEGIN}
$box = New-Object Windows.Forms.TextBox -Property @{ Width = 320 }
$rows.Controls.Add($box)
$form.AcceptButton = Add-Button $env:RESCUE_FIRST 'Yes'
[void](Add-Button $env:RESCUE_SECOND 'No')
${SHOW}
if ($result -eq 'Yes') { [Console]::Out.Write('=' + $box.Text) } else { [Console]::Out.Write('-') }`
const CHOOSE = `${BEGIN}
$choose = New-Object Windows.Forms.OpenFileDialog -Property @{ Title = $env:RESCUE_TEXT }
if ($choose.ShowDialog($form) -eq 'OK') { [Console]::Out.Write('=' + $choose.FileName) } else { [Console]::Out.Write('-') }`

/** Windows'. By its full path: a program of such a name may lie in the folder of downloads. */
export function powershell(systemRoot = 'C:\\Windows'): DialogTool {
  const program = win32.join(systemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  const command = (request: DialogRequest, title: string): DialogCommand => {
    const { script, labels, read } = shaped(request)
    const [first = '', second = ''] = labels
    const encoded = Buffer.from(script, 'utf16le').toString('base64')
    return {
      program,
      args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-STA', '-EncodedCommand', encoded],
      environment: { RESCUE_TITLE: title, RESCUE_TEXT: request.text, RESCUE_FIRST: first, RESCUE_SECOND: second },
      read,
    }
  }
  return { name: 'PowerShell', command }
}

interface Shape extends Pick<DialogCommand, 'read'> {
  readonly script: string
  readonly labels: readonly string[]
}

function shaped(request: DialogRequest): Shape {
  switch (request.kind) {
    case 'choice':
      return { script: TWO_BUTTONS, labels: [request.yes, request.no], read: pressed('yes', 'closed') }
    case 'notice':
      return { script: ONE_BUTTON, labels: [request.close], read: pressed('closed', 'closed') }
    case 'entry':
      return { script: ENTER, labels: [request.go, request.leave], read: afterSign }
    case 'actions':
      return { script: TWO_BUTTONS, labels: [request.first, request.second], read: pressed('first', 'second') }
    case 'file':
      return { script: CHOOSE, labels: [], read: afterSign }
  }
}

function pressed(yes: DialogAnswer, no: DialogAnswer): DialogCommand['read'] {
  return (_status, output) => {
    if (output === 'Yes') return yes
    if (output === 'No') return no
    return output === 'Cancel' ? 'closed' : NOTHING_SHOWN
  }
}

function afterSign(_status: number | null, output: string): DialogAnswer | Error {
  if (output.startsWith('=')) return entered(output.slice(1))
  return output === '-' ? 'closed' : NOTHING_SHOWN
}

/** A closed dialog says so; where nothing is said there was none, and nobody has answered anything. */
const NOTHING_SHOWN = new Error('it shows nothing')
