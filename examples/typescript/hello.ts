/** Says hello to Claude through diglot. */
import Anthropic from '@anthropic-ai/sdk'

const client = new Anthropic({
  baseURL: process.env['DIGLOT_URL'] ?? 'http://localhost:4000/v1',
  apiKey: process.env['ANTHROPIC_API_KEY'] ?? 'sk-ant-...', // your Anthropic API key
})

const message = await client.messages.create({
  model: 'claude-sonnet-4-6',
  max_tokens: 256,
  messages: [{ role: 'user', content: 'Hello from diglot!' }],
})
for (const block of message.content) {
  if (block.type === 'text') console.log(block.text)
}
