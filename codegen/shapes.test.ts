import { expect, it } from 'vitest'
import { documents, slice } from './fixture.ts'
import { formatFacts } from './format-facts.ts'
import { shapesText } from './shapes.ts'

const text = shapesText(formatFacts('demo', slice, documents), '// made from the fixture')

it('opens with the banner and names what crosses the wire', () => {
  expect(text.split('\n').slice(0, 5)).toEqual([
    '// made from the fixture',
    '/** What crosses the wire as request. */',
    'export type RequestBody = Body;',
    '/** What crosses the wire as event. */',
    'export type StreamEvent = Event;',
  ])
})

it('writes each shape as a readonly interface and says which fields are not in all documents', () => {
  expect(text).toContain(`export interface Body {
  readonly effort?: 'low' | 'high' | null;
  readonly messages: readonly Message[];
  readonly model: string;
  readonly options?: Body_options;
  readonly tools?: readonly Tool[];
}`)
  expect(text).toContain(`export interface StartEvent {
  readonly type: 'start';
  /** documents: beta */
  readonly at?: number;
}`)
})

it('lists core and outer shapes, unions by tag and closed enums', () => {
  expect(text).toContain('export interface OuterShapes {\n  readonly MapTool: MapTool;\n')
  expect(text).toContain(`  readonly Event: {
    readonly start: StartEvent;
    readonly stop: StopEvent;
    readonly pause: PauseEvent; // documents: beta
  };`)
  expect(text).toContain(`  readonly 'Cache.ttl': '5m' | '1h';`)
})
