/** Asks an OpenAI model that reasons with the Anthropic SDK: the gateway calls it over Responses, and gives its reasoning back to it. */
import Anthropic from '@anthropic-ai/sdk'

const client = new Anthropic({
  baseURL: process.env['DIGLOT_URL'] ?? 'http://localhost:4000/v1',
  apiKey: process.env['ANTHROPIC_API_KEY'] ?? 'sk-ant-...', // your Anthropic API key
})

const messages: Anthropic.MessageParam[] = []
for (const question of ['Is 127 a prime number?', 'And 129?']) {
  messages.push({ role: 'user', content: question })
  const message = await client.messages.create({
    model: 'gpt-5',
    max_tokens: 2048,
    thinking: { type: 'adaptive', display: 'summarized' },
    messages,
  })
  messages.push({ role: 'assistant', content: message.content })
  for (const block of message.content) {
    if (block.type === 'thinking') console.log(`(thinking: ${block.thinking})`)
    if (block.type === 'text') console.log(block.text)
  }
}
