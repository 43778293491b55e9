import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, type Material } from './scenario.ts'

/** Checks that a tool was called by its name, with arguments that its schema accepts. */
export function expectCall(material: Material, name: string, args: unknown): void {
  const { tool } = material
  expect(name === tool.name, `the model calls ${tool.name}, not ${name}`)
  const validate = new Ajv2020({ strict: false }).compile(tool.schema)
  expect(validate(args), `the schema of ${tool.name} accepts ${JSON.stringify(args)}`)
}
