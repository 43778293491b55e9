import type { JsonObject } from '../../interlingua/json.ts'

/** A tool as a function: its description and the schema of its arguments. */
interface PublishedTool {
  readonly description: string
  readonly parameters: JsonObject
}

const text = (description: string): JsonObject => ({ type: 'string', description })
const integer = (description: string): JsonObject => ({ type: 'integer', description })
const strings = (description: string): JsonObject => ({ type: 'array', items: { type: 'string' }, description })

/**
 * Tools that the client executes, as functions with the schemas of the calls that OpenAI publishes (TOOL-14). Arguments are the
 * `action` or `operation` of a call.
 */
export const clientTools = {
  local_shell: {
    description: 'Run a command in the shell of the user’s machine.',
    parameters: {
      type: 'object',
      properties: {
        command: strings('The program to run and its arguments.'),
        env: { type: 'object', additionalProperties: { type: 'string' }, description: 'Environment variables to set.' },
        timeout_ms: integer('Milliseconds after which the command is stopped.'),
        user: text('User to run the command as.'),
        working_directory: text('Directory to run the command in.'),
      },
      required: ['command'],
    },
  },
  shell: {
    description: 'Run commands in a shell, one after the other.',
    parameters: {
      type: 'object',
      properties: {
        commands: strings('The commands to run.'),
        timeout_ms: integer('Milliseconds after which the commands are stopped.'),
        max_output_length: integer('Most characters of output to return.'),
      },
      required: ['commands'],
    },
  },
  apply_patch: {
    description: 'Create, change or delete one file. Changes are given in the V4A diff format.',
    parameters: {
      type: 'object',
      properties: {
        type: { type: 'string', enum: ['create_file', 'update_file', 'delete_file'], description: 'What to do.' },
        path: text('Path of the file.'),
        diff: text('The diff to apply; of a new file all its lines, each after a plus sign. Not for a file to delete.'),
      },
      required: ['type', 'path'],
    },
  },
} as const satisfies { readonly [type: string]: PublishedTool }
