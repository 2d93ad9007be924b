import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Artefact } from '../../src/protocol/broker/artefacts.ts'
import { makeArtefact, type Wanted } from './make-artefact.ts'
import { compressForTransfer, describeArtefact } from './publish.ts'
import { billOfMaterials } from './sbom.ts'
import { measureStart } from './start-time.ts'
import { TARGET_SPECS } from './targets.ts'

/** Makes one target with all that lies beside it, and prints how large and how quick it has become. */
export async function packageTarget(wanted: Wanted): Promise<Artefact> {
  const { target, name, version } = wanted
  const { file, packages } = await makeArtefact(wanted)
  const artefact = describeArtefact(target, file)
  writeFileSync(`${file}.cdx.json`, billOfMaterials({ name, version, sha256: artefact.sha256, packages }))
  const sizes = await compressForTransfer(file)
  const texts = Object.entries(sizes).map(([encoding, bytes]) => `${(bytes / 1e6).toFixed(1)} MB ${encoding}`)
  console.log(`${target.padEnd(12)} ${basename(file)}: ${texts.join(', ')}${await startText(target, file)}`)
  return artefact
}

async function startText(target: Wanted['target'], file: string): Promise<string> {
  const { os, cpu } = TARGET_SPECS[target]
  if (os !== process.platform || cpu !== process.arch) return ''
  const { program, bareNode } = await measureStart(file)
  const ratio = (program / bareNode).toFixed(2)
  return `; --version in ${program.toFixed(0)} ms, ${ratio} times a bare Node (${bareNode.toFixed(0)} ms)`
}
