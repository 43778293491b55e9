import type { Change } from './change.ts'

/** A change in one line, without its severity: `SamplingParams.top_k is gone`. */
export function changeText({ kind, owner, name, from, to, required, open }: Change): string {
  const place = name === '' ? owner : `${owner}.${name}`
  switch (kind) {
    case 'field added':
      return `${place} is new${required ? ' and required' : ''}`
    case 'field removed':
      return `${place} is gone`
    case 'variant added':
      return `${owner} can be "${name}"`
    case 'variant removed':
      return `${owner} can no longer be "${name}"`
    case 'value added':
      return `${owner} can be "${name}"${open ? ' (open list)' : ''}`
    case 'value removed':
      return `${owner} can no longer be "${name}"${open ? ' (open list)' : ''}`
    case 'retyped':
      return `${place} was ${from ?? ''}, is ${to ?? ''}`
    case 'required':
      return `${place} must be there`
    case 'optional':
      return `${place} can be absent`
    case 'nullable':
      return `${place} can be null`
    case 'not nullable':
      return `${place} can no longer be null`
    case 'retagged':
      return `${place} was ${from ?? ''}, is ${to ?? ''}`
    case 'root added':
      return `${name} is new`
    case 'root removed':
      return `${name} is gone`
  }
}

/** Where a change is met: `request messages[].content (12 places), response content[]`. */
export const reachText = ({ reach }: Change): string =>
  reach
    .map(
      ({ root, path, places }) => `${root} ${path === '' ? '(whole)' : path.replace(/^\./, '')}${places > 1 ? ` (${places} places)` : ''}`,
    )
    .join(', ')
