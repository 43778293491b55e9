import { pathToFileURL } from 'node:url'

/** The exports of a file of the project. Rejects with one line that names the file. */
export async function loaded(file: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(file).href)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new Error(`${file} does not load: ${message.split('\n')[0] ?? ''}`, { cause: error })
  }
}
