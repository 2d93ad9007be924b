import { PlacedFile } from '../../src/applet/files/placed-file.ts'

/** Receives files into the folder that is named: two that stay half, one that becomes whole, one that is thrown away. */
const [folder = ''] = process.argv.slice(2)
const open = async (name: string) => {
  const file = await PlacedFile.open(folder, name, 100)
  await file.write(Buffer.from('half of it'))
  return file
}
const [, , whole, refused] = [await open('a'), await open('b'), await open('whole'), await open('refused')]
await whole?.finish()
refused?.discard()
process.stdout.write('ready\n')
process.stdin.on('data', () => process.exit())
