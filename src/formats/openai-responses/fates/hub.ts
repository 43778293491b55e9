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
import { decide, undecided } from '../../../translate/fate.ts'
import type { Said } from '../../../translate/spoken.ts'
/** What becomes of everything the hub can say, towards this format. */
export const hubFates = {
  Request: decide<Said<Request>>()({
    model: undecided,
    turns: undecided,
    tools: undecided,
    toolChoice: undecided,
    parallelTools: undecided,
    limits: undecided,
    sampling: undecided,
    stop: undecided,
    reasoning: undecided,
    output: undecided,
    stream: undecided,
    streamOptions: undecided,
    user: undecided,
    serviceTier: undecided,
    cache: undecided,
    explicitCache: undecided,
  }),
  StreamOptions: decide<Said<StreamOptions>>()({
    includeUsage: undecided,
    includeObfuscation: undecided,
  }),
  Limits: decide<Said<Limits>>()({ maxTokens: undecided }),
  Sampling: decide<Said<Sampling>>()({ temperature: undecided, topP: undecided, topK: undecided }),
  ReasoningOff: decide<Said<Extract<Reasoning, { kind: 'off' }>>>()({ effort: undecided }),
  ReasoningEffort: decide<Said<Extract<Reasoning, { kind: 'effort' }>>>()({ effort: undecided, summary: undecided }),
  ReasoningBudget: decide<Said<Extract<Reasoning, { kind: 'budget' }>>>()({ tokens: undecided, effort: undecided, summary: undecided }),
  ReasoningAdaptive: decide<Said<Extract<Reasoning, { kind: 'adaptive' }>>>()({
    effort: undecided,
    summary: undecided,
    betweenTools: undecided,
  }),

  OutputSchema: decide<Said<Extract<Output, { kind: 'schema' }>>>()({
    schema: undecided,
    name: undecided,
    description: undecided,
    strict: undecided,
  }),
  Turn: decide<Said<Turn>>()({
    role: undecided,
    name: undecided,
    shorthand: undecided,
    parts: undecided,
  }),
  TextPart: decide<Said<TextPart>>()({ text: undecided, cache: undecided, cited: undecided }),
  ImagePart: decide<Said<ImagePart>>()({
    source: undecided,
    detail: undecided,
    cache: undecided,
  }),
  DocumentPart: decide<Said<DocumentPart>>()({
    source: undecided,
    title: undecided,
    context: undecided,
    citations: undecided,
    cache: undecided,
  }),
  AudioPart: decide<Said<AudioPart>>()({ source: undecided }),
  ThinkingPart: decide<Said<ThinkingPart>>()({ text: undecided, seal: undecided, redacted: undecided }),
  ToolCallPart: decide<Said<ToolCallPart>>()({
    id: undecided,
    name: undecided,
    arguments: undecided,
    freeform: undecided,
    cache: undecided,
  }),
  ToolResultPart: decide<Said<ToolResultPart>>()({ callId: undecided, parts: undecided, isError: undecided, cache: undecided }),
  RefusalPart: decide<Said<RefusalPart>>()({ text: undecided }),
  OpaquePart: decide<Said<OpaquePart>>()({
    format: undecided,
    type: undecided,
    payload: undecided,
    text: undecided,
    elsewhere: undecided,
  }),
  FunctionTool: decide<Said<FunctionTool>>()({
    name: undecided,
    description: undecided,
    parameters: undecided,
    strict: undecided,
    examples: undecided,
    cache: undecided,
  }),
  FreeformTool: decide<Said<FreeformTool>>()({
    name: undecided,
    description: undecided,
    grammar: undecided,
  }),
  HostedTool: decide<Said<HostedTool>>()({
    format: undecided,
    type: undecided,
    name: undecided,
    payload: undecided,
    asFunction: undecided,
    elsewhere: undecided,
  }),
  Response: decide<Said<Response>>()({
    id: undecided,
    model: undecided,
    created: undecided,
    parts: undecided,
    stop: undecided,
    usage: undecided,
  }),
  Stop: decide<Said<Stop>>()({ reason: undecided, sequence: undecided, category: undecided, explanation: undecided }),
  Usage: decide<Said<Usage>>()({
    input: undecided,
    output: undecided,
    cacheRead: undecided,
    cacheWrite: undecided,
    reasoning: undecided,
    serviceTier: undecided,
    raw: undecided,
  }),
}
