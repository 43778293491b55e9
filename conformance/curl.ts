import type { Sent } from './client.ts'

/** Repeats a request by hand; what authorizes it is left to the variable `KEY`. */
export function curlOf({ method, url, headers, body }: Sent): string {
  const lines = [
    `curl -sN${method === 'GET' ? '' : ` -X ${method}`} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${header(name, value)}`),
    ...(body === null ? [] : [`--data-raw ${quoted(body)}`]),
  ]
  return lines.join(' \\\n  ')
}

function header(name: string, value: string): string {
  const secret = /^(authorization|x-api-key|api-key|.*-(key|token))$/.test(name)
  if (!secret) return quoted(`${name}: ${value}`)
  return `"${name}: ${value.startsWith('Bearer ') ? 'Bearer ' : ''}$KEY"`
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
