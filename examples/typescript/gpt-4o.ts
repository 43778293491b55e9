/** Asks an OpenAI model with the Anthropic SDK: the gateway translates. */
import Anthropic from '@anthropic-ai/sdk'

const client = new Anthropic({
  baseURL: process.env['DIGLOT_URL'] ?? 'http://localhost:4000/v1',
  apiKey: process.env['ANTHROPIC_API_KEY'] ?? 'sk-ant-...', // your Anthropic API key
})

const message = await client.messages.create({
  model: 'gpt-4o',
  max_tokens: 256,
  system: 'You are a helpful assistant.',
  messages: [{ role: 'user', content: 'Hello!' }],
})
for (const block of message.content) {
  if (block.type === 'text') console.log(block.text)
}
