import type {
  AudioPart,
  DocumentPart,
  ImagePart,
  OpaquePart,
  RefusalPart,
  TextPart,
  ThinkingPart,
  ToolCallPart,
  ToolResultPart,
} from '../../../interlingua/part.ts'
import type { Limits, Output, Reasoning, Request, Sampling, StreamOptions } from '../../../interlingua/request.ts'
import type { Response, Stop } from '../../../interlingua/response.ts'
import type { FreeformTool, FunctionTool, HostedTool } from '../../../interlingua/tool.ts'
import type { Turn } from '../../../interlingua/turn.ts'
import type { Usage } from '../../../interlingua/usage.ts'
import { carried, decide, dropped, emulated, folded, isMeaningful, mapped, rejected, type Fates } from '../../../translate/fate.ts'
import type { Ledger } from '../../../translate/ledger.ts'

const formatName = carried('REQ-C-14', 'Anthropic takes the schema alone')

/** What becomes of everything the hub can say, towards this format. */
export const hubFates = {
  Request: decide<Request>()({
    model: mapped,
    turns: mapped,
    tools: mapped,
    toolChoice: mapped,
    parallelTools: mapped,
    limits: mapped,
    sampling: mapped,
    stop: mapped,
    reasoning: mapped,
    output: mapped,
    stream: mapped,
    streamOptions: mapped,
    user: mapped,
    serviceTier: mapped,
    cache: mapped,
    at: mapped,
  }),
  StreamOptions: decide<StreamOptions>()({
    includeUsage: emulated('the client’s stream encoder', 'REQ-C-5'),
    includeObfuscation: dropped('REQ-C-6', 'Anthropic does not pad its stream', 'debug'),
  }),
  Limits: decide<Limits>()({ maxTokens: mapped }),
  Sampling: decide<Sampling>()({ temperature: mapped, topP: mapped, topK: mapped }),
  ReasoningOff: decide<Extract<Reasoning, { kind: 'off' }>>()({ kind: mapped, effort: mapped }),
  ReasoningEffort: decide<Extract<Reasoning, { kind: 'effort' }>>()({ kind: mapped, effort: mapped, summary: mapped }),
  ReasoningBudget: decide<Extract<Reasoning, { kind: 'budget' }>>()({ kind: mapped, tokens: mapped, effort: mapped, summary: mapped }),
  ReasoningAdaptive: decide<Extract<Reasoning, { kind: 'adaptive' }>>()({
    kind: mapped,
    effort: mapped,
    summary: mapped,
    betweenTools: mapped,
  }),
  OutputJson: decide<Extract<Output, { kind: 'json' }>>()({ kind: folded('a tool or an instruction', 'REQ-C-15') }),
  OutputSchema: decide<Extract<Output, { kind: 'schema' }>>()({
    kind: mapped,
    schema: mapped,
    name: formatName,
    description: formatName,
    strict: formatName,
  }),
  Turn: decide<Turn>()({
    at: mapped,
    role: mapped,
    name: carried('ROL-7', 'Anthropic has no names for participants', 'warn'),
    shorthand: mapped,
    parts: mapped,
  }),
  TextPart: decide<TextPart>()({ kind: mapped, at: mapped, text: mapped, cache: mapped }),
  ImagePart: decide<ImagePart>()({
    kind: mapped,
    at: mapped,
    source: mapped,
    detail: dropped('CP-4', 'Anthropic has no levels of image detail', 'debug'),
    cache: mapped,
  }),
  DocumentPart: decide<DocumentPart>()({
    kind: mapped,
    at: mapped,
    source: mapped,
    title: mapped,
    context: mapped,
    citations: mapped,
    cache: mapped,
  }),
  AudioPart: decide<AudioPart>()({ kind: mapped, at: mapped, source: rejected('CP-5', 'the model would not hear it') }),
  ThinkingPart: decide<ThinkingPart>()({ kind: mapped, at: mapped, text: mapped, seal: mapped, redacted: mapped }),
  ToolCallPart: decide<ToolCallPart>()({
    kind: mapped,
    at: mapped,
    id: mapped,
    name: mapped,
    arguments: mapped,
    freeform: mapped,
    cache: mapped,
  }),
  ToolResultPart: decide<ToolResultPart>()({ kind: mapped, at: mapped, callId: mapped, parts: mapped, isError: mapped, cache: mapped }),
  RefusalPart: decide<RefusalPart>()({ kind: folded('text', 'CP-8'), at: mapped, text: folded('text', 'CP-8') }),
  OpaquePart: decide<OpaquePart>()({
    kind: mapped,
    at: mapped,
    format: mapped,
    type: mapped,
    payload: mapped,
    text: mapped,
    elsewhere: mapped,
  }),
  FunctionTool: decide<FunctionTool>()({
    kind: mapped,
    at: mapped,
    name: mapped,
    description: mapped,
    parameters: mapped,
    strict: mapped,
    examples: mapped,
    cache: mapped,
  }),
  FreeformTool: decide<FreeformTool>()({
    kind: mapped,
    at: mapped,
    name: mapped,
    description: mapped,
    grammar: folded('description', 'TOOL-9'),
  }),
  HostedTool: decide<HostedTool>()({
    kind: mapped,
    at: mapped,
    format: mapped,
    type: mapped,
    name: mapped,
    payload: mapped,
    asFunction: mapped,
    elsewhere: mapped,
  }),
  Response: decide<Response>()({
    id: mapped,
    model: mapped,
    created: dropped('ENV-8', 'an Anthropic message bears no time', 'debug'),
    parts: mapped,
    stop: mapped,
    usage: mapped,
  }),
  Stop: decide<Stop>()({ reason: mapped, sequence: mapped, category: mapped, explanation: mapped }),
  Usage: decide<Usage>()({
    input: mapped,
    output: mapped,
    cacheRead: mapped,
    cacheWrite: mapped,
    reasoning: mapped,
    serviceTier: mapped,
    raw: mapped,
  }),
}

/** The members of a hub value that this format can express. */
export type Sayable<T, F extends Fates<T>> = Pick<
  T,
  { [K in keyof T]: F[K]['fate'] extends 'mapped' | 'folded' | 'emulated' ? K : never }[keyof T]
>

/**
 * The members of a hub value that its fates let through. The others go to the ledger where they say something: `at` is the
 * pointer of the wire member that a hub member was read from.
 */
export function sayable<T extends object, const F extends Fates<T>>(
  value: T,
  fates: F,
  at: (member: keyof T & string) => string,
  ledger: Ledger,
): Sayable<T, F> {
  const said: Partial<T> = { ...value }
  for (const member of Object.keys(fates) as (keyof T & string)[]) {
    const fate = fates[member]
    if (isMeaningful(fate)) continue
    const lost = value[member]
    delete said[member]
    if (lost === null || lost === undefined) continue
    const level = fate.fate === 'carried' ? fate.elsewhere : fate.level
    ledger.lose(at(member), fate.fate, fate.rule, level, fate.why)
  }
  return said as Sayable<T, F>
}
