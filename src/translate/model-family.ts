/**
 * What a model is called beyond its version: `openai/gpt-4o-2024-08-06`, `gpt-4o-latest` and `gpt-4o` are one family. Providers
 * bind reasoning to the model that wrote it, so it goes back to its own family alone (CAR-8).
 */
export function modelFamily(model: string): string {
  const name = model.toLowerCase().split(/\/|::/).at(-1) ?? ''
  return name.replace(/[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')
}
