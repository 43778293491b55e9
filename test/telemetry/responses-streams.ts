import fc from 'fast-check'
import { responseStream } from '../laws/item-streams.ts'
import { endings, spelled, spelling, type UpstreamStream } from './endings.ts'

const failed = {
  type: 'response.failed',
  response: {
    id: 'resp_1',
    object: 'response',
    created_at: 1_700_000_000,
    model: 'gpt-generated',
    status: 'failed',
    error: { code: 'server_error', message: 'The server had an error' },
    output: [],
  },
}

/** Streams of the Responses API: reasoning, messages, calls, hosted items, usage, failed answers, truncation. */
export const responsesStreams: fc.Arbitrary<UpstreamStream> = fc.tuple(responseStream, endings, spelling).map(([{ sse }, ending, how]) => {
  const frames = sse.replaceAll('"model":"gpt-5"', '"model":"gpt-generated"').split('\n\n').slice(0, -1)
  const failure = `event: response.failed\ndata: ${JSON.stringify(failed)}`
  return spelled({ frames, terminal: frames.length - 1, failure }, ending, how)
})
