import type { CacheMarker } from '../../../interlingua/cache.ts'
import type * as part from '../../../interlingua/part.ts'
import type * as request from '../../../interlingua/request.ts'
import type { Response, Stop } from '../../../interlingua/response.ts'
import type * as tool from '../../../interlingua/tool.ts'
import type { Turn } from '../../../interlingua/turn.ts'
import type { Usage } from '../../../interlingua/usage.ts'
import { arms, carried, decide, dropped, emulated, folded, mapped } from '../../../translate/fate.ts'
import type { Said } from '../../../translate/spoken.ts'

/** Members of a union of hub shapes by tag. */
type ByKind<U extends { readonly kind: string }> = { readonly [K in U['kind']]: Extract<U, { readonly kind: K }> }

/** Markers are placed over the whole request, since some move to another part. */
const placed = emulated('the placing of cache markers', 'CAC-1')

const flattened = emulated('the name, which begins with it', 'TOOL-15')

/** What the encoders do with each field of each shape of the hub. */
export const hubFates = {
  Request: decide<Said<request.Request>>()({
    model: emulated('the router, which names the upstream model', 'REQ-A-1'),
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
    streamOptions: emulated("the encoder of the client's stream", 'REQ-C-5'),
    user: mapped,
    serviceTier: mapped,
    cache: mapped,
    explicitCache: emulated('the cache options, which are shared', 'REQ-C-25'),
  }),
  Limits: decide<request.Limits>()({ maxTokens: mapped }),
  Sampling: decide<request.Sampling>()({ temperature: mapped, topP: mapped, topK: mapped }),
  CacheMarker: decide<Said<CacheMarker>>()({ ttl: mapped }),
  Turn: decide<Said<Turn>>()({ role: mapped, name: mapped, shorthand: mapped, parts: mapped }),
  TextPart: decide<Said<part.TextPart>>()({
    text: mapped,
    cache: placed,
    cited: carried('CB-3', 'pages stand in answers alone'),
    logprobs: emulated('the choice that holds the answer', 'EVX-1'),
  }),
  ImagePart: decide<Said<part.ImagePart>>()({ source: mapped, detail: mapped, cache: placed }),
  DocumentPart: decide<Said<part.DocumentPart>>()({
    source: mapped,
    title: mapped,
    context: folded('text', 'CB-10'),
    citations: dropped('CB-11', 'no citations will come back'),
    cache: placed,
  }),
  AudioPart: decide<Said<part.AudioPart>>()({ source: mapped }),
  ThinkingPart: decide<Said<part.ThinkingPart>>()({ text: mapped, seal: mapped, redacted: mapped }),
  ToolCallPart: decide<Said<part.ToolCallPart>>()({ id: mapped, name: mapped, arguments: mapped, freeform: mapped, cache: placed }),
  ToolResultPart: decide<Said<part.ToolResultPart>>()({
    callId: emulated('the binding of calls to results', 'TR-3'),
    parts: mapped,
    isError: folded('text', 'TR-10'),
    cache: placed,
  }),
  RefusalPart: decide<Said<part.RefusalPart>>()({ text: mapped }),
  OpaquePart: decide<Said<part.OpaquePart>>()({ format: mapped, type: mapped, payload: mapped, text: mapped, elsewhere: mapped }),
  FunctionTool: decide<Said<tool.FunctionTool>>()({
    name: mapped,
    description: mapped,
    parameters: mapped,
    strict: mapped,
    examples: folded('description', 'TOOL-16'),
    cache: placed,
    namespace: flattened,
  }),
  FreeformTool: decide<Said<tool.FreeformTool>>()({ name: mapped, description: mapped, grammar: mapped, namespace: flattened }),
  HostedTool: decide<Said<tool.HostedTool>>()({
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
    sequence: carried('STOP-A-2', 'Chat does not say which stop sequence ended an answer'),
    category: carried('STOP-A-6', 'Chat has no categories of refusal'),
    explanation: mapped,
  }),
  Usage: decide<Usage>()({
    input: mapped,
    output: mapped,
    cacheRead: mapped,
    cacheWrite: mapped,
    reasoning: mapped,
    serviceTier: mapped,
    raw: emulated('telemetry', 'USE-5'),
  }),
  parts: arms<ByKind<part.Part>>()({
    text: mapped,
    image: mapped,
    document: mapped,
    audio: mapped,
    thinking: mapped,
    toolCall: mapped,
    toolResult: mapped,
    refusal: mapped,
    opaque: mapped,
  }),
  tools: arms<ByKind<tool.Tool>>()({ function: mapped, freeform: mapped, hosted: mapped }),
  toolChoice: arms<ByKind<tool.ToolChoice>>()({
    auto: mapped,
    required: mapped,
    none: mapped,
    tool: mapped,
    allowed: mapped,
    hosted: mapped,
  }),
  reasoning: arms<ByKind<request.Reasoning>>()({ off: mapped, effort: mapped, budget: mapped, adaptive: mapped }),
  output: arms<ByKind<request.Output>>()({ json: mapped, schema: mapped }),
}
