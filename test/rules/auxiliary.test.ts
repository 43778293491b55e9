import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultConfig, vendorProvider, type Config } from '../../src/gateway/config.ts'
import { createGateway, type Gateway } from '../../src/gateway/server.ts'
import { call } from '../gateway/client.ts'

/** A provider that tells what it was asked. */
let provider: Server
let base: string
let gateway: Gateway
beforeEach(async () => {
  provider = createServer((request, answer) => {
    void bodyOf(request).then((body) => {
      const { method, url, headers } = request
      answer.writeHead(207, { 'content-type': 'application/x-ndjson', 'x-request-id': 'up-1' })
      answer.end(JSON.stringify({ method, url, key: headers['x-api-key'] ?? headers.authorization, type: headers['content-type'], body }))
    })
  })
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
})
afterEach(async () => {
  await gateway.close()
  provider.closeAllConnections()
  provider.close()
})

async function origin(key: string | null, over: Partial<Config> = {}): Promise<string> {
  const providers = [vendorProvider('openai', { baseUrl: `${base}/v1`, key }), vendorProvider('anthropic', { baseUrl: base, key })]
  gateway = createGateway({ ...defaultConfig, port: 0, logLevel: 'silent', providers, ...over })
  return gateway.listen()
}

const anthropic = { 'anthropic-version': '2023-06-01', 'x-api-key': 'sk-ant-theirs' }
const openai = { authorization: 'Bearer sk-theirs' }

describe('endpoints beyond messages and models', () => {
  it.each([
    ['POST', '/v1/messages/batches', anthropic],
    ['GET', '/v1/messages/batches/msgbatch_1/results', anthropic],
    ['POST', '/v1/messages/batches/msgbatch_1/cancel', anthropic],
    ['DELETE', '/v1/files/file_1', anthropic],
    ['GET', '/v1/chat/completions/chatcmpl-1', openai],
    ['DELETE', '/v1/chat/completions/chatcmpl-1', openai],
    ['GET', '/v1/chat/completions?limit=2', openai],
    ['POST', '/v1/files', openai],
    ['GET', '/v1/files/file-1/content', openai],
    ['POST', '/v1/batches/batch_1/cancel', openai],
    ['GET', '/v1/responses/resp_1?stream=true', openai],
    ['DELETE', '/v1/responses/resp_1', openai],
    ['POST', '/v1/responses/resp_1/cancel', openai],
    ['GET', '/v1/responses/resp_1/input_items', openai],
    ['POST', '/v1/responses/compact', openai],
    ['POST', '/v1/conversations', openai],
    ['GET', '/v1/conversations/conv_1/items/msg_1', openai],
  ] as const)(
    "AUX-4: %s %s goes, byte for byte, to the provider of the client's own dialect, with its own key",
    async (method, url, key) => {
      const at = await origin(null)
      const body = method === 'POST' ? '--x\r\nbytes \u0000\r\n' : null
      const got = await call(at + url, body, { ...key, 'content-type': 'multipart/form-data; boundary=x' }, method)
      expect([got.status, got.headers['content-type'], got.headers['x-request-id']]).toEqual([207, 'application/x-ndjson', 'up-1'])
      expect(JSON.parse(got.text)).toEqual({
        method,
        url,
        key: key === anthropic ? 'sk-ant-theirs' : 'Bearer sk-theirs',
        type: 'multipart/form-data; boundary=x',
        body: body ?? '',
      })
    },
  )

  it.each([
    ['GET', '/v1/messages/batches', anthropic],
    ['GET', '/v1/files', openai],
    ['GET', '/v1/chat/completions/chatcmpl-1', openai],
    ['GET', '/v1/responses/resp_1', openai],
    ['POST', '/v1/conversations', openai],
  ] as const)("AUX-4: %s %s is not there where only the gateway's key could open it, which opens all clients' things", async (...asked) => {
    const [method, url, key] = asked
    const got = await call((await origin('sk-gateway')) + url, null, key, method)
    expect([got.status, JSON.parse(got.text)]).toMatchObject([404, shape(key, `there is nothing at ${method} ${url.slice(3)}`)])
  })

  it.each([
    ['GET', '/v1/messages/batches', openai],
    ['GET', '/v1/chat/completions/chatcmpl-1', anthropic],
    ['GET', '/v1/responses/resp_1', anthropic],
    ['DELETE', '/v1/conversations/conv_1', anthropic],
    ['GET', '/v1/files/a%2f..%2f..%2fmodels', anthropic],
    ['PATCH', '/v1/files', openai],
    ['GET', '/v1/fine_tuning/jobs', openai],
  ] as const)('AUX-4, EP-3: %s %s of the other dialect, or of none, is a 404 in the dialect of the caller', async (method, url, key) => {
    const got = await call((await origin(null)) + url, null, key, method)
    expect([got.status, JSON.parse(got.text)]).toMatchObject([404, shape(key, 'there is nothing at')])
  })

  it('AUX-4, GWE-3: a client without a key of the gateway is turned away', async () => {
    const got = await call(`${await origin(null, { clientKeys: ['dk'] })}/v1/files`, null, openai)
    expect(got.status).toBe(401)
  })
})

const shape = (key: object, message: string): object =>
  'x-api-key' in key
    ? { type: 'error', error: { type: 'not_found_error', message: expect.stringContaining(message) } }
    : { error: { type: 'invalid_request_error', message: expect.stringContaining(message), param: null, code: null } }

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
