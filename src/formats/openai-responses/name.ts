import type { Api } from '../../vendors/openai/api.ts'

/** Name of the format: of its folder, and in losses and telemetry. */
export const name = 'openai-responses'

/** Responses beside OpenAI's other API. */
export const api: Api = { format: name, called: 'Responses', reasonsWithTools: true, summarises: true }
