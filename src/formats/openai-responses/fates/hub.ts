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
import { carried, decide, dropped, emulated, folded, mapped } from '../../../translate/fate.ts'
import type { Said } from '../../../translate/spoken.ts'

/** Markers are placed over the whole request, since some move to another part. */
const placed = emulated('the placing of cache markers', 'CAC-1')

/** Tools of a namespace stand within it. */
const grouped = emulated('the grouping of tools by namespace', 'TOOL-15')

/** What becomes of everything the hub can say, towards this format. */
export const hubFates = {
  Request: decide<Said<Request>>()({
    model: emulated('the router, which names the upstream model', 'REQ-A-1'),
    turns: mapped,
    tools: mapped,
    toolChoice: mapped,
    parallelTools: mapped,
    limits: mapped,
    sampling: mapped,
    stop: emulated('the gateway, which looks for stop sequences itself', 'REQ-A-7'),
    reasoning: mapped,
    output: mapped,
    stream: mapped,
    streamOptions: mapped,
    user: mapped,
    serviceTier: mapped,
    cache: mapped,
    explicitCache: emulated('the cache options, which are shared', 'REQ-C-25'),
  }),
  StreamOptions: decide<Said<StreamOptions>>()({
    includeUsage: emulated("the encoder of the client's stream", 'REQ-C-5'),
    includeObfuscation: mapped,
  }),
  Limits: decide<Said<Limits>>()({ maxTokens: mapped }),
  Sampling: decide<Said<Sampling>>()({ temperature: mapped, topP: mapped, topK: dropped('REQ-A-11', 'Responses has no top_k') }),
  ReasoningOff: decide<Said<Extract<Reasoning, { kind: 'off' }>>>()({ effort: mapped }),
  ReasoningEffort: decide<Said<Extract<Reasoning, { kind: 'effort' }>>>()({ effort: mapped, summary: mapped }),
  ReasoningBudget: decide<Said<Extract<Reasoning, { kind: 'budget' }>>>()({
    tokens: folded('effort', 'EFF-O-5'),
    effort: mapped,
    summary: mapped,
  }),
  ReasoningAdaptive: decide<Said<Extract<Reasoning, { kind: 'adaptive' }>>>()({
    effort: mapped,
    summary: mapped,
    betweenTools: folded('effort', 'EFF-O-2'),
  }),

  OutputSchema: decide<Said<Extract<Output, { kind: 'schema' }>>>()({
    schema: mapped,
    name: mapped,
    description: mapped,
    strict: mapped,
  }),
  Turn: decide<Said<Turn>>()({
    role: mapped,
    name: carried('ROL-7', 'Responses has no names for participants', 'warn'),
    shorthand: mapped,
    parts: mapped,
  }),
  TextPart: decide<Said<TextPart>>()({ text: mapped, cache: placed, cited: mapped, logprobs: mapped }),
  ImagePart: decide<Said<ImagePart>>()({ source: mapped, detail: mapped, cache: placed }),
  DocumentPart: decide<Said<DocumentPart>>()({
    source: mapped,
    title: mapped,
    context: folded('text', 'CB-10'),
    citations: dropped('CB-11', 'no citations will come back'),
    cache: placed,
  }),
  AudioPart: decide<Said<AudioPart>>()({ source: mapped }),
  ThinkingPart: decide<Said<ThinkingPart>>()({ text: mapped, seal: mapped, redacted: mapped }),
  ToolCallPart: decide<Said<ToolCallPart>>()({ id: mapped, name: mapped, arguments: mapped, freeform: mapped, cache: placed }),
  ToolResultPart: decide<Said<ToolResultPart>>()({
    callId: emulated('the binding of calls to results', 'TR-3'),
    parts: mapped,
    isError: folded('text', 'TR-10'),
    cache: placed,
  }),
  RefusalPart: decide<Said<RefusalPart>>()({ text: mapped }),
  OpaquePart: decide<Said<OpaquePart>>()({ format: mapped, type: mapped, payload: mapped, text: mapped, elsewhere: mapped }),
  FunctionTool: decide<Said<FunctionTool>>()({
    name: mapped,
    description: mapped,
    parameters: mapped,
    strict: mapped,
    examples: folded('description', 'TOOL-16'),
    cache: placed,
    namespace: grouped,
  }),
  FreeformTool: decide<Said<FreeformTool>>()({ name: mapped, description: mapped, grammar: mapped, namespace: grouped }),
  HostedTool: decide<Said<HostedTool>>()({
    format: mapped,
    type: mapped,
    name: mapped,
    payload: mapped,
    asFunction: folded('function', 'TOOL-10'),
    elsewhere: mapped,
  }),
  Response: decide<Said<Response>>()({ id: mapped, model: mapped, created: mapped, parts: mapped, stop: mapped, usage: mapped }),
  Stop: decide<Said<Stop>>()({
    reason: mapped,
    sequence: carried('STOP-A-2', 'Responses does not say which stop sequence ended an answer'),
    category: carried('STOP-A-6', 'Responses has no categories of refusal'),
    explanation: mapped,
  }),
  Usage: decide<Said<Usage>>()({
    input: mapped,
    output: mapped,
    cacheRead: mapped,
    cacheWrite: mapped,
    reasoning: mapped,
    serviceTier: mapped,
    raw: emulated('telemetry', 'USE-5'),
  }),
}
