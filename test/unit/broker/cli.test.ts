import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseCommandLine } from '../../../src/broker/cli.ts'

const defaults = { data: '.data/broker', pages: 'dist/pages', artefacts: 'dist/applet', version: '1.2.3' }
const parse = (...args: string[]) => parseCommandLine(args, defaults)

afterEach(() => vi.unstubAllEnvs())

describe('broker serve', () => {
  test('is what happens without a command', () => {
    expect(parse('--port', '0', '--json')).toEqual({
      command: 'serve',
      line: {
        port: '0',
        host: '127.0.0.1',
        data: '.data/broker',
        company: 'Support',
        verification: 'required',
        permissions: 'all',
        asking: 'each',
        pages: 'dist/pages',
        artefacts: 'dist/applet',
        json: true,
      },
    })
  })

  test('reads every option from the environment too; the command line wins', () => {
    vi.stubEnv('RESCUE_PORT', '1234')
    vi.stubEnv('RESCUE_TRUSTED_PROXY', '10.0.0.2')
    vi.stubEnv('RESCUE_VERIFICATION', 'offered')
    vi.stubEnv('RESCUE_PERMISSIONS', 'view')
    vi.stubEnv('RESCUE_ASKING', 'at-start')
    expect(parse('serve')).toMatchObject({ line: { port: '1234', trustedProxy: '10.0.0.2', verification: 'offered' } })
    expect(parse('serve')).toMatchObject({ line: { permissions: 'view', asking: 'at-start' } })
    expect(parse('serve', '--port', '5')).toMatchObject({ line: { port: '5' } })
    const line = {
      variables: {
        '--port': 'RESCUE_PORT',
        '--trusted-proxy': 'RESCUE_TRUSTED_PROXY',
        '--verification': 'RESCUE_VERIFICATION',
      },
    }
    expect(parse('serve')).toMatchObject({ line })
  })
})

describe('broker user', () => {
  test('disable, enable, password', () => {
    const about = { data: '.data/broker', email: 'z@e.co' }
    expect(parse('user', 'disable', '--email', 'z@e.co', '--force')).toEqual({
      command: 'user-disable',
      ...about,
      force: true,
    })
    expect(parse('user', 'enable', '--email', 'z@e.co')).toEqual({ command: 'user-enable', ...about })
    expect(parse('user', 'password', '--email', 'z@e.co', '--password-stdin')).toEqual({
      command: 'user-password',
      ...about,
      passwordStdin: true,
    })
  })

  test('add', () => {
    expect(parse('user', 'add', '--email', ' Zoe@Example.com', '--name', 'Zoë', '--role', 'admin')).toEqual({
      command: 'user-add',
      data: '.data/broker',
      email: 'zoe@example.com',
      name: 'Zoë',
      role: 'admin',
    })
  })

  test('alone says what there is', () => {
    expect(() => parse('user')).toThrow(/^Usage: broker user[\s\S]*password/)
  })

  test('help of add does not promise an admin more than there is', () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    expect(parse('user', 'add', '--help')).toBeUndefined()
    expect(String(written.mock.calls)).toMatch(/an admin may do what a technician\s+may/)
    written.mockRestore()
  })

  test.each([
    [['user', 'add', '--name', 'Zoë', '--role', 'admin'], '--email'],
    [['user', 'add', '--email', 'z@e.co', '--name', 'Z', '--role', 'king'], '--role'],
    [['user', 'link', '--email', 'nobody'], 'no e-mail address'],
    [['user', 'drop'], 'drop'],
    [['--prot', '1'], '--prot'],
  ])('%j is refused and says why', (args, why) => {
    expect(() => parse(...args)).toThrow(why)
  })
})
