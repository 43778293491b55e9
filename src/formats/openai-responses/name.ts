/** Name of the format: of its folder, and in losses and telemetry. */
export const name = 'openai-responses'
