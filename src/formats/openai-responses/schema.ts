export { without } from '../../vendors/openai/schema.ts'
