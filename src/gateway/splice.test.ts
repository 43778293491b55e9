import { expect, test } from 'vitest'
import { askForUsage, memberSpans, replace } from './splice.ts'

const model = (json: string, name: string): string => {
  const bytes = Buffer.from(json)
  const span = memberSpans(bytes).get('model')
  return span ? replace(bytes, span, JSON.stringify(name)).toString() : json
}

test.each([
  ['{"model":"a"}', '{"model":"b"}'],
  [
    '{ "messages" : [ {"model":"x","t":"\\"}]"} ] ,\n "model" : "openai::ä" , "n": 1e5 }',
    '{ "messages" : [ {"model":"x","t":"\\"}]"} ] ,\n "model" : "b" , "n": 1e5 }',
  ],
  ['{"mod\\u0065l":"a","z":[1,[2,{}]]}', '{"mod\\u0065l":"b","z":[1,[2,{}]]}'],
  ['{"model":"first","model":"last"}', '{"model":"first","model":"b"}'],
  [' {"a":true,"b":null,"c":-1.5,"model":"a"}', ' {"a":true,"b":null,"c":-1.5,"model":"b"}'],
])('only the model name of %s is replaced', (before, after) => {
  expect(model(before, 'b')).toBe(after)
})

test.each([
  ['{"stream":true}', '{"stream_options":{"include_usage":true},"stream":true}'],
  ['{"stream":true,"stream_options":null}', '{"stream":true,"stream_options":{"include_usage":true}}'],
  ['{"stream_options":{ }}', '{"stream_options":{"include_usage":true }}'],
  ['{"stream_options":{"include_obfuscation":false}}', '{"stream_options":{"include_usage":true,"include_obfuscation":false}}'],
  ['{"stream_options":{"include_usage":null}}', '{"stream_options":{"include_usage":true}}'],
])('%s asks for usage afterwards, everything else as it was', (before, after) => {
  expect(askForUsage(Buffer.from(before))?.toString()).toBe(after)
})

test.each(['{"stream_options":{"include_usage":false}}', '{"stream_options":{"include_usage":true}}', '{"stream_options":7}'])(
  'what the client itself says about usage stands: %s',
  (json) => {
    expect(askForUsage(Buffer.from(json))).toBeNull()
  },
)
