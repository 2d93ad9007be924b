/** Names that a file of somebody else's must not be kept under, by the rules of Linux and of Windows together. */
const DEVICES = [
  ...['CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$', 'CLOCK$'],
  ...Array.from({ length: 10 }, (_, digit) => [`COM${digit}`, `LPT${digit}`]).flat(),
  ...['COM¹', 'COM²', 'COM³', 'LPT¹', 'LPT²', 'LPT³'],
]
const ENDINGS = ['', '.txt', '.tar.gz', '.', ' ', ' .txt', '  .exe', ':stream', '/', '\\x']

const UP = ['..', '.', '...', '....', '../', './', '..\\', '.\\', '../../etc/passwd', '..\\..\\Windows\\win.ini']
const WAYS = [
  ...UP,
  ...[
    '/etc/passwd',
    '/',
    '//server/share/x',
    '\\\\server\\share\\x',
    '\\\\?\\C:\\x',
    '\\\\.\\PhysicalDrive0',
    '\\??\\C:\\x',
  ],
  ...['C:', 'C:x', 'C:\\x', 'c:/x', 'Z:..\\x', 'x/../../y', 'x\\..\\..\\y', 'x/y', 'x\\y', 'x/', 'x\\', './x', '.\\x'],
  ...[
    '~/x',
    'file:///etc/passwd',
    'http://x/y',
    '%2e%2e/x',
    '..%2fx/y',
    '..%5c\\x',
    '....//x',
    '..;/x',
    '..\u2215../x',
  ],
]

const SIGNS = ['/', '\\', ':', '*', '?', '"', '<', '>', '|']
const STREAMS = ['x.txt:y', 'x.txt::$DATA', ':x', 'x:', 'x::$INDEX_ALLOCATION', 'a:Zone.Identifier', 'x.txt:y:$DATA']

const between = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at)
const CONTROLS = [...between(0, 0x1f), ...between(0x7f, 0x9f)]
const TURNING = [0x061c, 0x200e, 0x200f, ...between(0x202a, 0x202e), ...between(0x2066, 0x2069)]
const UNSEEN = [0x00ad, 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x200b, 0x2028, 0x2029, 0x2060, 0x2061, 0x2062]
const MORE_UNSEEN = [0x2063, 0x2064, 0x206a, 0x206f, 0x2800, 0x3164, 0xfeff, 0xffa0, 0xfff9, 0xfffb, 0xe0001, 0xe0041]
const SPACES = [0x20, 0x09, 0xa0, 0x1680, ...between(0x2000, 0x200a), 0x202f, 0x205f, 0x3000]

const HIDDEN = ['.bashrc', '.profile', '.ssh', '.htaccess', '.git', '.DS_Store', '.x.txt', '.config']
const OBEYED = ['desktop.ini', 'Desktop.INI', 'autorun.inf', 'AUTORUN.INF']

export const HOSTILE_NAMES: readonly string[] = [
  ...new Set([
    '',
    ...WAYS.filter((way) => way !== '~/x' || way.includes('/')),
    ...DEVICES.flatMap((device) => ENDINGS.flatMap((ending) => [device + ending, device.toLowerCase() + ending])),
    ...SIGNS.flatMap((sign) => [sign, `x${sign}`, `${sign}x`, `x${sign}y.txt`]),
    ...STREAMS,
    ...CONTROLS.flatMap((code) => around(code)),
    ...[...TURNING, ...UNSEEN, ...MORE_UNSEEN].flatMap((code) => around(code)),
    ...SPACES.flatMap((code) => [`x${String.fromCodePoint(code)}`, `${String.fromCodePoint(code)}x`]),
    ...['x.', 'x..', 'x. ', 'x .', 'x. .', 'x.txt.', 'x.txt ', 'x.txt...', ' ', '  ', ' x', 'x '],
    ...HIDDEN,
    ...OBEYED,
    ...['x'.repeat(256), 'é'.repeat(128), '漢'.repeat(86), '😀'.repeat(64), `${'x'.repeat(252)}.txt`],
    ...['\ud800', 'x\udfff', '\udc00x', 'a\ud83d.txt'],
  ]),
]

/** Names that people give, in many scripts; each is kept as it is. */
export const HARMLESS_NAMES: readonly string[] = [
  ...['report.pdf', 'Bericht Übersicht.docx', 'naïve café.txt', 'resumé (1).pdf', "Zoë's photo.jpg", 'a', 'x.tar.gz'],
  ...[
    '報告書.pdf',
    'отчёт.xlsx',
    'דוח.txt',
    'تقرير.pdf',
    'रिपोर्ट.pdf',
    'می\u200cخواهم.txt',
    '👩\u200d💻.png',
    '한글.hwp',
  ],
  ...['COMPUTER.txt', 'CONTRACT.pdf', 'NULL.txt', 'auxiliary.log', 'com10.txt', 'lpt.txt', 'PRNT.txt', 'console.log'],
  ...[
    'a~1.txt',
    '100% sure.txt',
    '#1 & more; really!.txt',
    "it's=fine+ok@home,now.txt",
    '$HOME',
    '`x`',
    '-rf',
    '--help',
  ],
  ...['x'.repeat(255), 'é'.repeat(127), 'a.b.c.d', 'name.with..dots', '{curly} [square].md', '2026-11-22 10.30.15.png'],
]

function around(code: number): string[] {
  const sign = String.fromCodePoint(code)
  return [`x${sign}y.txt`, `${sign}x.txt`, `x.txt${sign}`, `photo${sign}gpj.exe`]
}
