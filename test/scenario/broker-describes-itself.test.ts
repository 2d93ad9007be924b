import { expect, test } from 'vitest'
import { TestBroker } from '../support/test-broker.ts'

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly 'x-access': string
  readonly security: readonly Record<string, readonly string[]>[]
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: object }[]
  readonly requestBody?: { content: Record<string, { schema: object }> }
  readonly responses: Record<string, { description: string }>
}

interface Description {
  readonly openapi: string
  readonly info: { title: string; version: string }
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { schemas: Record<string, object>; securitySchemes: Record<string, Record<string, string>> }
}

async function describedBy(broker: TestBroker): Promise<Description> {
  return (await fetch(`${broker.localUrl}/openapi.json`)).json() as Promise<Description>
}

/** Every operation, with where it stands. */
function operationsOf({ paths }: Description) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
}

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsIn(inner)))
}

function resolve(description: Description, ref: string): unknown {
  const steps = ref.replace(/^#\//, '').split('/')
  return steps.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)?.[step], description)
}

test('/openapi.json is OpenAPI 3.1: every parameter declared, every id once, every reference leads somewhere', async () => {
  await using broker = await TestBroker.start()
  const description = await describedBy(broker)
  expect(description.openapi).toBe('3.1.0')
  expect(description.info).toEqual({ title: expect.any(String), version: expect.any(String) })
  const operations = operationsOf(description)
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  for (const { path, method, operation } of operations) {
    expect(path).toMatch(/^\//)
    expect(['get', 'post']).toContain(method)
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = operation.parameters ?? []
    expect([path, declared.map(({ name }) => name)]).toEqual([path, inPath])
    for (const parameter of declared) expect(parameter).toMatchObject({ in: 'path', required: true })
    for (const [status, { description: said }] of Object.entries(operation.responses)) {
      expect(status).toMatch(/^[1-5](\d\d|XX)$/)
      expect(said).not.toBe('')
    }
  }
  const refs = refsIn(description)
  expect(refs.length).toBeGreaterThan(0)
  for (const ref of refs) expect([ref, typeof resolve(description, ref)]).toEqual([ref, 'object'])
  expect(ids).toContain('getAssetsFile')
  expect(ids).toContain('getOpenapiJson')
})

test('it says what each operation needs: nothing, the cookie, or the cookie and the token', async () => {
  await using broker = await TestBroker.start()
  const description = await describedBy(broker)
  const { securitySchemes } = description.components
  expect(securitySchemes.sessionCookie).toMatchObject({ type: 'apiKey', in: 'cookie', name: 'session' })
  expect(securitySchemes.csrfToken).toMatchObject({ type: 'apiKey', in: 'header', name: 'x-csrf-token' })
  for (const { path, method, operation } of operationsOf(description)) {
    const needed = operation.security.flatMap((requirement) => Object.keys(requirement))
    for (const name of needed) expect(securitySchemes).toHaveProperty(name)
    const expected = method === 'get' ? ['sessionCookie'] : ['sessionCookie', 'csrfToken']
    expect([path, needed]).toEqual([path, operation['x-access'] === 'public' ? [] : expected])
  }
})

test('under https the cookie has its other name', async () => {
  await using broker = await TestBroker.start({}, { publicUrl: 'https://support.example.com' })
  const { components } = await describedBy(broker)
  expect(components.securitySchemes.sessionCookie?.name).toBe('__Host-session')
})
