/** Gives the model instructions of its own. */
import Anthropic from '@anthropic-ai/sdk'

const client = new Anthropic({
  baseURL: process.env['DIGLOT_URL'] ?? 'http://localhost:4000/v1',
  apiKey: process.env['ANTHROPIC_API_KEY'] ?? 'sk-ant-...', // your Anthropic API key
})

const message = await client.messages.create({
  model: 'claude-sonnet-4-6',
  system: 'You are a helpful assistant that speaks only in haiku.',
  max_tokens: 256,
  messages: [{ role: 'user', content: 'Tell me about the ocean' }],
})
for (const block of message.content) {
  if (block.type === 'text') console.log(block.text)
}
