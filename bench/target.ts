/** One process under measurement: a raw byte pipe or the gateway. It tells its port, and its CPU time when asked. */
import { connect, createServer, type AddressInfo } from 'node:net'
import { defaultConfig, vendorProvider } from '../src/gateway/config.ts'
import { createGateway } from '../src/gateway/server.ts'

const [kind = 'pipe', upstream = ''] = process.argv.slice(2)

const port = await (kind === 'pipe' ? pipe(new URL(upstream)) : gateway())
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu: user + system })
})
process.send?.({ port })

function pipe({ hostname, port: to }: URL): Promise<number> {
  const server = createServer({ noDelay: true }, (client) => {
    const provider = connect({ host: hostname, port: Number(to), noDelay: true })
    client.pipe(provider).pipe(client)
    client.on('error', () => provider.destroy())
    provider.on('error', () => client.destroy())
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}

async function gateway(): Promise<number> {
  const providers = [
    vendorProvider('openai', { baseUrl: `${upstream}/v1`, key: 'k' }),
    vendorProvider('anthropic', { baseUrl: upstream, key: 'k' }),
  ]
  const url = await createGateway({ ...defaultConfig, port: 0, logLevel: 'silent', providers }).listen()
  return Number(new URL(url).port)
}
