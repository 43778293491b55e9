/** Asks Claude over the Responses API; the second question refers to the first answer. */
import OpenAI from 'openai'

const client = new OpenAI({
  baseURL: process.env['DIGLOT_URL'] ?? 'http://localhost:4000/v1',
  apiKey: process.env['OPENAI_API_KEY'] ?? 'sk-...',
})

const first = await ask('Is 127 a prime number?')
await ask('And 129?', first)

/** Prints the answer as it is written; its id. */
async function ask(input: string, previous: string | null = null): Promise<string> {
  const stream = client.responses.stream({
    model: 'claude-sonnet-4-6',
    instructions: 'You are a helpful assistant.',
    reasoning: { effort: 'low', summary: 'auto' },
    previous_response_id: previous,
    input,
  })
  stream.on('response.reasoning_summary_part.added', () => process.stdout.write('thinking: '))
  stream.on('response.reasoning_summary_text.delta', ({ delta }) => process.stdout.write(delta))
  stream.on('response.reasoning_summary_part.done', () => console.log())
  stream.on('response.output_text.delta', ({ delta }) => process.stdout.write(delta))
  const { id } = await stream.finalResponse()
  console.log()
  return id
}
