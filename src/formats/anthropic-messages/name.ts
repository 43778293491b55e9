/** Name of this format: of its folder, in losses and in telemetry. */
export const name = 'anthropic-messages'
