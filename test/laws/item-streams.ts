import fc from 'fast-check'
import type { Document } from '../../conformance/arbitrary.ts'
import { response, type Answer, type Item } from './items.ts'
import { cut, dice, interleave, type Dice } from './pieces.ts'
import type { Streamed } from './streams.ts'

/** Streams of the Responses API, as OpenAI sends them; calls that stand beside each other may interleave. */
export const responseStream: fc.Arbitrary<Streamed<Answer>> = fc.tuple(response, dice).map(([answer, make]) => {
  const roll = make()
  return { answer, sse: written(numbered(responseEvents(answer, roll, itemEvents))) }
})

/** Streams of hosts that leave out what OpenAI sends, or send what it does not. */
export const roughResponseStream: fc.Arbitrary<Streamed<Answer>> = fc.tuple(response, dice).map(([drawn, make]) => {
  const roll = make()
  const nameless = roll() % 4 === 3
  const answer = nameless ? { ...drawn, output: drawn.output.map((item) => without(item, 'id')) } : drawn
  // Items of which no event tells come after all others.
  const told = roll() % 3 === 2 ? roll() % 3 : answer.output.length
  const events = responseEvents(answer, roll, (item, index, dealt) => (index < told ? roughItemEvents(item, index, dealt) : []))
  const unnumbered = roll() % 3 === 2
  const noisy = (unnumbered ? events : numbered(events)).flatMap((event, index) => [
    ...(index > 0 ? noise(roll) : []),
    nameless ? without(event, 'item_id') : event,
  ])
  return { answer, sse: written(noisy) + (roll() % 3 === 2 ? 'data: [DONE]\n\n' : '') }
})

/** What a stream holds beside its answer. */
const noise = (roll: Dice): readonly Document[] =>
  [[], [], [], [], [], [], [{ type: 'keepalive', sequence_number: 3 }], [{ type: 'response.brand_new', data: { a: 1 } }]][roll() % 8] ?? []

/** The events of an item that stands at a place of the output. */
type Told = (item: Item, index: number, roll: Dice) => Document[]

function responseEvents(answer: Answer, roll: Dice, told: Told): Document[] {
  const underway = { ...without(answer, 'usage'), status: 'in_progress', completed_at: null, incomplete_details: null, output: [] }
  const queued: Document[] = roll() % 5 === 4 ? [{ type: 'response.queued', response: { ...underway, status: 'queued' } }] : []
  return [
    { type: 'response.created', response: underway },
    ...queued,
    { type: 'response.in_progress', response: underway },
    ...runs(answer.output, roll, told),
    { type: `response.${answer.status}`, response: answer },
  ]
}

/** One item after the other; of calls that stand beside each other the events may be mixed. */
function runs(items: readonly Item[], roll: Dice, told: Told): Document[] {
  const groups: Document[][][] = []
  items.forEach((item, index) => {
    const events = told(item, index, roll)
    const before = items[index - 1]
    if (before?.type === 'function_call' && item.type === 'function_call') groups.at(-1)?.push(events)
    else groups.push([events])
  })
  return groups.flatMap((queues) => interleave(queues, roll))
}

function itemEvents(item: Item, index: number, roll: Dice): Document[] {
  return [
    { type: 'response.output_item.added', output_index: index, item: begun(item) },
    ...insideEvents(item, { item_id: item['id'] ?? '', output_index: index }, roll),
    { type: 'response.output_item.done', output_index: index, item },
  ]
}

/** An item before anything is told of it. */
function begun(item: Item): Item {
  const empty = { message: { content: [] }, reasoning: { summary: [] }, function_call: { arguments: '' }, custom_tool_call: { input: '' } }
  const rest = item.type === 'reasoning' ? without(without(item, 'content'), 'encrypted_content') : item
  const status = 'status' in item ? { status: 'in_progress' } : {}
  return { ...rest, ...status, ...empty[item.type as keyof typeof empty] }
}

function insideEvents(item: Item, place: Document, roll: Dice): Document[] {
  switch (item.type) {
    case 'message':
      return (item['content'] as readonly Document[]).flatMap((part, index) => partEvents(part, { ...place, content_index: index }, roll))
    case 'reasoning':
      return [
        ...((item['content'] ?? []) as readonly Document[]).flatMap((part, index) =>
          thoughtEvents(part, { ...place, content_index: index }, roll),
        ),
        ...(item['summary'] as readonly Document[]).flatMap((part, index) => summaryEvents(part, { ...place, summary_index: index }, roll)),
      ]
    case 'function_call':
      return grown('response.function_call_arguments', { arguments: item['arguments'] as string }, place, roll)
    case 'custom_tool_call':
      return grown('response.custom_tool_call_input', { input: item['input'] as string }, place, roll)
    default:
      return []
  }
}

function partEvents(part: Document, place: Document, roll: Dice): Document[] {
  const type = part['type'] as string
  const [member] = type === 'refusal' ? ['refusal'] : ['text']
  const whole = part[member] as string
  if (type === 'refusal') {
    return [
      { type: 'response.content_part.added', ...place, part: { ...part, refusal: '' } },
      ...grown('response.refusal', { refusal: whole }, place, roll),
      { type: 'response.content_part.done', ...place, part },
    ]
  }
  const tokens = part['logprobs'] as readonly Document[]
  const spoken = tokens.length === 0 ? cut(whole, roll).map((delta) => ({ delta, logprobs: [] })) : tokens.map(tokenDelta)
  const annotations = part['annotations'] as readonly Document[]
  return [
    { type: 'response.content_part.added', ...place, part: { ...part, text: '', annotations: [], logprobs: [] } },
    ...spoken.map((delta) => ({ type: 'response.output_text.delta', ...place, ...delta })),
    ...annotations.map((annotation, annotation_index) => ({
      type: 'response.output_text.annotation.added',
      ...place,
      annotation_index,
      annotation,
    })),
    { type: 'response.output_text.done', ...place, text: whole, logprobs: tokens.map(unmeasured) },
    { type: 'response.content_part.done', ...place, part },
  ]
}

const tokenDelta = (token: Document): Document => ({ delta: token['token'] ?? '', logprobs: [unmeasured(token)] })

/** Streams tell no bytes of a token. */
const unmeasured = (token: Document): Document => ({
  token: token['token'] ?? '',
  logprob: token['logprob'] ?? 0,
  top_logprobs: (token['top_logprobs'] as readonly Document[]).map((each) => without(each, 'bytes')),
})

function summaryEvents(part: Document, place: Document, roll: Dice): Document[] {
  return [
    { type: 'response.reasoning_summary_part.added', ...place, part: { type: 'summary_text', text: '' } },
    ...grown('response.reasoning_summary_text', { text: part['text'] as string }, place, roll),
    { type: 'response.reasoning_summary_part.done', ...place, part },
  ]
}

function thoughtEvents(part: Document, place: Document, roll: Dice): Document[] {
  return [
    { type: 'response.content_part.added', ...place, part: { ...part, text: '' } },
    ...grown('response.reasoning_text', { text: part['text'] as string }, place, roll),
    { type: 'response.content_part.done', ...place, part },
  ]
}

/** Deltas, then the whole. */
function grown(event: string, whole: Document, place: Document, roll: Dice): Document[] {
  const [text = ''] = Object.values(whole)
  return [
    ...cut(text as string, roll).map((delta) => ({ type: `${event}.delta`, ...place, delta })),
    { type: `${event}.done`, ...place, ...whole },
  ]
}

/** As other hosts tell of an item: only as a whole, without its ends, without its deltas, or padded. */
function roughItemEvents(item: Item, index: number, roll: Dice): Document[] {
  const all = itemEvents(item, index, roll)
  switch (roll() % 6) {
    case 1:
      return [...all.slice(0, 1), ...all.slice(-1)]
    case 2:
      return all.filter(({ type }) => !/\.(text|arguments|input|refusal|part)\.done$|content_part|_part\./.test(type as string))
    case 3:
      return all.map((event) => ('delta' in event ? { ...event, obfuscation: 'x7' } : without(event, 'logprobs')))
    case 4:
      return all.filter((event) => !('delta' in event))
    default:
      return all
  }
}

const numbered = (events: readonly Document[]): Document[] => events.map((event, index) => ({ ...event, sequence_number: index }))

const written = (events: readonly Document[]): string =>
  events.map((event) => `event: ${event['type'] as string}\ndata: ${JSON.stringify(event)}\n\n`).join('')

const without = <T extends Document>(document: T, member: string): T =>
  Object.fromEntries(Object.entries(document).filter(([name]) => name !== member)) as T
