import type { JsonObject } from '../../interlingua/json.ts'

/** A tool as a function. */
export interface PublishedTool {
  readonly description: string
  readonly parameters: JsonObject
}

/**
 * Schemas that Anthropic publishes for tools the client executes (TOOL-10): platform documentation of the bash, text editor
 * and memory tools. Null for a version that is not known.
 */
export function clientTool(type: string): PublishedTool | null {
  switch (type) {
    case 'bash_20241022':
    case 'bash_20250124':
      return bash
    case 'text_editor_20241022':
    case 'text_editor_20250124':
      return editor([...editing, 'undo_edit'])
    case 'text_editor_20250429':
    case 'text_editor_20250728':
      return editor(editing)
    case 'memory_20250818':
      return memory
    default:
      return null
  }
}

const text = (description: string): JsonObject => ({ type: 'string', description })
const integer = (description: string): JsonObject => ({ type: 'integer', description })

const bash: PublishedTool = {
  description: 'Run a command in a bash shell that keeps its state between calls, or restart the shell.',
  parameters: {
    type: 'object',
    properties: {
      command: text('The command to run. Required unless the shell is restarted.'),
      restart: { type: 'boolean', description: 'True to restart the shell.' },
    },
  },
}

const editing = ['view', 'create', 'str_replace', 'insert']
const range: JsonObject = {
  type: 'array',
  items: { type: 'integer' },
  description: 'First and last line to view, counted from 1; -1 is the end of the file.',
}

const editor = (commands: readonly string[]): PublishedTool => ({
  description: 'View, create and edit text files.',
  parameters: {
    type: 'object',
    properties: {
      command: { type: 'string', enum: commands, description: 'What to do.' },
      path: text('Path of the file or directory.'),
      file_text: text('Content of the file to create.'),
      old_str: text('Text to replace: it must occur once.'),
      new_str: text('Text to put in its place, or to insert.'),
      insert_line: integer('Line after which to insert; 0 is the beginning of the file.'),
      insert_text: text('Text to insert.'),
      view_range: range,
    },
    required: ['command', 'path'],
  },
})

const memory: PublishedTool = {
  description: 'Keep notes in files below /memories that last from one conversation to the next.',
  parameters: {
    type: 'object',
    properties: {
      command: { type: 'string', enum: ['view', 'create', 'str_replace', 'insert', 'delete', 'rename'], description: 'What to do.' },
      path: text('Path of the file or directory below /memories.'),
      file_text: text('Content of the file to create.'),
      old_str: text('Text to replace.'),
      new_str: text('Text to put in its place.'),
      insert_line: integer('Line after which to insert.'),
      insert_text: text('Text to insert.'),
      old_path: text('Path of the file to rename.'),
      new_path: text('New path of the file.'),
      view_range: range,
    },
    required: ['command'],
  },
}
