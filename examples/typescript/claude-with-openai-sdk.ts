/** Asks Claude with the OpenAI SDK: the gateway translates. */
import OpenAI from 'openai'

const client = new OpenAI({
  baseURL: process.env['DIGLOT_URL'] ?? 'http://localhost:4000/v1',
  apiKey: process.env['OPENAI_API_KEY'] ?? 'sk-...',
})

const stream = client.chat.completions.stream({
  model: 'claude-sonnet-4-6',
  messages: [
    { role: 'system', content: 'You are a helpful assistant.' },
    { role: 'user', content: 'Hello!' },
  ],
})
stream.on('content', (text) => process.stdout.write(text))
await stream.done()
console.log()
