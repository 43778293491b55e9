/** What can happen to a wire format. */
export type ChangeKind =
  | 'root added'
  | 'root removed'
  | 'field added'
  | 'field removed'
  | 'variant added'
  | 'variant removed'
  | 'value added'
  | 'value removed'
  | 'retyped'
  | 'required'
  | 'optional'
  | 'nullable'
  | 'not nullable'
  | 'retagged'

/** `break` for what fails until it is dealt with, `decide` for what needs a decision, `info` for what needs neither. */
export type Severity = 'break' | 'decide' | 'info'

/** Who sends what stands below a root: clients a request, providers everything else. */
export type Direction = 'request' | 'response'

/** A change at one place. */
export interface RawChange {
  readonly kind: ChangeKind
  readonly path: string
  /** The shape of a field, the union of a variant, the type that lists a value. */
  readonly owner: string
  /** The field, tag or value; of a retyped place its field. */
  readonly name: string
  /** Only of an added field: whether it must be there. */
  readonly required: boolean
  /** Only of a value: whether the list allows others. */
  readonly open: boolean
  readonly from?: string
  readonly to?: string
  /** Only of a retyped place: whether all that could stand there still can, or nothing new can. */
  readonly way?: 'wider' | 'narrower'
  /** Of a retagged union: what each arm allows less than the whole did. */
  readonly details?: readonly string[]
}

/** Where a change is met: a root, how many places below it, and the one with the shortest path. */
export interface Reach {
  readonly root: string
  readonly direction: Direction
  readonly places: number
  readonly path: string
}

/** One change, however many places show it. */
export interface Change extends Omit<RawChange, 'path'> {
  readonly severity: Severity
  readonly reach: readonly Reach[]
}

/** How grave a change is for those who read and write what goes in a direction. */
export function severityOf(
  { kind, required, open, way }: Pick<RawChange, 'kind' | 'required' | 'open' | 'way'>,
  direction: Direction,
): Severity {
  const request = direction === 'request'
  switch (kind) {
    case 'field added':
      return request && required ? 'break' : 'decide'
    case 'field removed':
    case 'root removed':
      return 'break'
    case 'retyped':
      return way === (request ? 'wider' : 'narrower') ? 'decide' : 'break'
    case 'variant removed':
      return request ? 'break' : 'decide'
    case 'value removed':
      return open ? 'info' : request ? 'break' : 'decide'
    case 'value added':
      return open ? 'info' : 'decide'
    case 'required':
    case 'not nullable':
      return request ? 'break' : 'decide'
    case 'optional':
    case 'nullable':
      return request ? 'decide' : 'break'
    case 'variant added':
    case 'retagged':
    case 'root added':
      return 'decide'
  }
}

export const gravest = (all: readonly Severity[]): Severity => severities.find((each) => all.includes(each)) ?? 'info'

/** Gravest first. */
export const severities = ['break', 'decide', 'info'] as const satisfies readonly Severity[]
