/** Lets the model call a tool, runs it, and hands back its result. */
import Anthropic from '@anthropic-ai/sdk'

const client = new Anthropic({
  baseURL: process.env['DIGLOT_URL'] ?? 'http://localhost:4000/v1',
  apiKey: process.env['ANTHROPIC_API_KEY'] ?? 'sk-ant-...', // your Anthropic API key
})

const tools: Anthropic.Tool[] = [
  {
    name: 'get_weather',
    description: 'Get current weather for a location',
    input_schema: {
      type: 'object',
      properties: { location: { type: 'string' } },
      required: ['location'],
    },
  },
]
const messages: Anthropic.MessageParam[] = [{ role: 'user', content: "What's the weather in Paris?" }]

for (;;) {
  const message = await client.messages.create({ model: 'claude-sonnet-4-6', max_tokens: 256, messages, tools })
  messages.push({ role: 'assistant', content: message.content })
  for (const block of message.content) {
    if (block.type === 'text') console.log(block.text)
  }
  if (message.stop_reason !== 'tool_use') break
  messages.push({
    role: 'user',
    content: message.content
      .filter((block) => block.type === 'tool_use')
      .map((call) => ({ type: 'tool_result', tool_use_id: call.id, content: getWeather(call.input) })),
  })
}

function getWeather(input: unknown): string {
  return `18 °C and sunny, at ${JSON.stringify(input)}`
}
