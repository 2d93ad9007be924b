import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeOwnFolder } from '../../src/applet/own-temporaries.ts'

/** Makes a folder of its own with something in it, says where, and goes as it is told to. */
const folder = makeOwnFolder()
writeFileSync(join(folder, 'spooled'), 'of the customer')
process.stdout.write(`${folder}\n`)
process.stdin.on('data', (how: Buffer) => {
  if (how.toString().trim() === 'fault') throw new Error('a fault that a test wanted')
  process.exit(0)
})
