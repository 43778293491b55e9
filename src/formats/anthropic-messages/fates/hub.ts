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
import { carried, decide, dropped, emulated, folded, mapped, rejected } from '../../../translate/fate.ts'
import type { Said } from '../../../translate/spoken.ts'

const flattened = emulated('the name, which begins with it', 'TOOL-15')
const formatName = carried('REQ-C-14', 'Anthropic takes the schema alone')

/** What becomes of everything the hub can say, towards this format. */
export const hubFates = {
  Request: decide<Said<Request>>()({
    model: emulated('the choice of the upstream', 'REQ-C-1'),
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
    explicitCache: mapped,
  }),
  StreamOptions: decide<Said<StreamOptions>>()({
    includeUsage: emulated('the client’s stream encoder', 'REQ-C-5'),
    includeObfuscation: dropped('REQ-C-6', 'Anthropic does not pad its stream', 'debug'),
  }),
  Limits: decide<Said<Limits>>()({ maxTokens: mapped }),
  Sampling: decide<Said<Sampling>>()({ temperature: mapped, topP: mapped, topK: mapped }),
  ReasoningOff: decide<Said<Extract<Reasoning, { kind: 'off' }>>>()({ effort: mapped }),
  ReasoningEffort: decide<Said<Extract<Reasoning, { kind: 'effort' }>>>()({ effort: mapped, summary: mapped }),
  ReasoningBudget: decide<Said<Extract<Reasoning, { kind: 'budget' }>>>()({ tokens: mapped, effort: mapped, summary: mapped }),
  ReasoningAdaptive: decide<Said<Extract<Reasoning, { kind: 'adaptive' }>>>()({
    effort: mapped,
    summary: mapped,
    betweenTools: mapped,
  }),

  OutputSchema: decide<Said<Extract<Output, { kind: 'schema' }>>>()({
    schema: mapped,
    name: formatName,
    description: formatName,
    strict: formatName,
  }),
  Turn: decide<Said<Turn>>()({
    role: mapped,
    name: carried('ROL-7', 'Anthropic has no names for participants', 'warn'),
    shorthand: emulated('blocks, which say the same', 'MSG-1'),
    parts: mapped,
  }),
  TextPart: decide<Said<TextPart>>()({
    text: mapped,
    cache: mapped,
    cited: carried('RSP-8', 'Anthropic cites what its own search found'),
    logprobs: dropped('EVC-11', 'log probabilities nobody asked for', 'debug'),
  }),
  ImagePart: decide<Said<ImagePart>>()({
    source: mapped,
    detail: dropped('CP-4', 'Anthropic has no levels of image detail', 'debug'),
    cache: mapped,
  }),
  DocumentPart: decide<Said<DocumentPart>>()({
    source: mapped,
    title: mapped,
    context: mapped,
    citations: mapped,
    cache: mapped,
  }),
  AudioPart: decide<Said<AudioPart>>()({ source: rejected('CP-5', 'the model would not hear it') }),
  ThinkingPart: decide<Said<ThinkingPart>>()({ text: mapped, seal: mapped, redacted: mapped }),
  ToolCallPart: decide<Said<ToolCallPart>>()({
    id: mapped,
    name: mapped,
    arguments: mapped,
    freeform: mapped,
    cache: mapped,
  }),
  ToolResultPart: decide<Said<ToolResultPart>>()({ callId: mapped, parts: mapped, isError: mapped, cache: mapped }),
  RefusalPart: decide<Said<RefusalPart>>()({ text: folded('text', 'CP-8') }),
  OpaquePart: decide<Said<OpaquePart>>()({
    format: mapped,
    type: emulated('the payload, which holds it', 'CB-20'),
    payload: mapped,
    text: mapped,
    elsewhere: mapped,
  }),
  FunctionTool: decide<Said<FunctionTool>>()({
    name: mapped,
    description: mapped,
    parameters: mapped,
    strict: mapped,
    examples: mapped,
    cache: mapped,
    namespace: flattened,
  }),
  FreeformTool: decide<Said<FreeformTool>>()({
    name: mapped,
    description: mapped,
    grammar: folded('description', 'TOOL-9'),
    namespace: flattened,
  }),
  HostedTool: decide<Said<HostedTool>>()({
    format: mapped,
    type: emulated('the payload, which holds it', 'TOOL-22'),
    name: mapped,
    payload: mapped,
    asFunction: mapped,
    elsewhere: mapped,
  }),
  Response: decide<Said<Response>>()({
    id: mapped,
    model: mapped,
    created: dropped('ENV-8', 'an Anthropic message bears no time', 'debug'),
    parts: mapped,
    stop: mapped,
    usage: mapped,
  }),
  Stop: decide<Said<Stop>>()({ reason: mapped, sequence: mapped, category: mapped, explanation: mapped }),
  Usage: decide<Said<Usage>>()({
    input: mapped,
    output: mapped,
    cacheRead: mapped,
    cacheWrite: mapped,
    reasoning: mapped,
    serviceTier: mapped,
    raw: mapped,
  }),
}
