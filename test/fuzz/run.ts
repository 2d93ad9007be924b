import { parseArgs } from 'node:util'
import { keep } from './corpus.ts'
import { DECODERS } from './decoders.ts'
import { fuzz } from './rounds.ts'
import { Watchdog } from './watchdog.ts'

/** The long run, for a release: `npm run fuzz -- --inputs 10000000 --seed 1 --only NAME`. */
const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '10000000' }, seed: { type: 'string' }, only: { type: 'string' } },
})
const inputs = Number(values.inputs)
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
const chosen = DECODERS.filter(({ name }) => values.only === undefined || name === values.only)
if (!Number.isSafeInteger(inputs) || !Number.isSafeInteger(seed) || chosen.length === 0) {
  console.error(`--inputs and --seed are numbers; --only is one of ${DECODERS.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const SLICE_MS = 10_000

console.log(`seed ${seed}, ${inputs} inputs for each of ${chosen.length} decoders`)
for (const decoder of chosen) {
  let toldAt = performance.now()
  using watchdog = new Watchdog(decoder.name, seed)
  const {
    inputs: tried,
    milliseconds,
    failures,
  } = fuzz(decoder, inputs, seed, (input) => {
    watchdog.begins(input)
    if (input % 1000 !== 0 || performance.now() - toldAt < SLICE_MS) return
    toldAt = performance.now()
    console.log(`  ${decoder.name}: ${input} so far`)
  })
  const rate = Math.round(tried / (milliseconds / 1000))
  console.log(`${decoder.name}: ${tried} inputs, ${rate} inputs/s, ${failures.length} failures`)
  for (const { what, input } of failures) console.error(`  ${keep(decoder.name, input)}\n    ${what}`)
  if (failures.length > 0) process.exitCode = 1
}
