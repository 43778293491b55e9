import type { Part } from '../../src/interlingua/part.ts'
import type { Request } from '../../src/interlingua/request.ts'
import type { Response } from '../../src/interlingua/response.ts'

/** Which members of the hub's shapes a request says, as the hub tables of the formats name them: `Turn.parts`, `parts.text`. */
export function membersOfRequest(request: Request): ReadonlySet<string> {
  const found = new Set<string>()
  note(found, 'Request', request)
  for (const [shape, value] of [
    ['Limits', request.limits],
    ['Sampling', request.sampling],
    ['StreamOptions', request.streamOptions],
    ['CacheMarker', request.cache],
  ] as const)
    note(found, shape, value)
  for (const [arms, value] of [
    ['reasoning', request.reasoning],
    ['output', request.output],
    ['toolChoice', request.toolChoice],
  ] as const) {
    if (value === null) continue
    found.add(`${arms}.${value.kind}`)
    note(found, `${capital(arms)}${capital(value.kind)}`, value)
  }
  for (const tool of request.tools) {
    found.add(`tools.${tool.kind}`)
    note(found, `${capital(tool.kind)}Tool`, tool)
  }
  for (const turn of request.turns) {
    note(found, 'Turn', turn)
    parts(found, turn.parts)
  }
  return found
}

/** Which members of the hub's shapes an answer says. */
export function membersOfResponse(response: Response): ReadonlySet<string> {
  const found = new Set<string>()
  note(found, 'Response', response)
  note(found, 'Stop', response.stop)
  note(found, 'Usage', response.usage)
  parts(found, response.parts)
  return found
}

function parts(found: Set<string>, all: readonly Part[]): void {
  for (const part of all) {
    found.add(`parts.${part.kind}`)
    note(found, `${capital(part.kind)}Part`, part)
    if ('cache' in part) note(found, 'CacheMarker', part.cache)
    if (part.kind === 'toolResult') parts(found, part.parts)
  }
}

/** What is null or an empty list says nothing. */
function note(found: Set<string>, shape: string, value: object | null): void {
  for (const [member, said] of Object.entries(value ?? {}) as [string, unknown][]) {
    if (said === null || said === undefined || (Array.isArray(said) && said.length === 0)) continue
    found.add(`${shape}.${member}`)
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
