#!/usr/bin/env node
import { run } from './start-guard.js'

await run('src/broker/main.ts')
