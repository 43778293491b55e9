/** Prints an answer as it is written. */
import Anthropic from '@anthropic-ai/sdk'

const client = new Anthropic({
  baseURL: process.env['DIGLOT_URL'] ?? 'http://localhost:4000/v1',
  apiKey: process.env['ANTHROPIC_API_KEY'] ?? 'sk-ant-...', // your Anthropic API key
})

const stream = client.messages.stream({
  model: 'claude-sonnet-4-6',
  max_tokens: 256,
  messages: [{ role: 'user', content: 'Count to 10' }],
})
stream.on('text', (text) => process.stdout.write(text))
const message = await stream.finalMessage()
console.log(`\n(${message.usage.output_tokens} tokens)`)
