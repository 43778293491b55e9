import type { Material } from './scenario.ts'

/** The demo talks about what the guide talks about: a greeting, a haiku and the weather in Paris. */
export const material: Material = {
  greeting: 'Hello from diglot!',
  system: 'You are a helpful assistant that speaks only in haiku.',
  limit: 256,
  question: "What's the weather in Paris?",
  tool: {
    name: 'get_weather',
    description: 'Get current weather for a location',
    schema: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  },
  toolAnswer: '18 °C and sunny',
}
