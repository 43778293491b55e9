import { faultsIn } from '../mutant.ts'

/** Faults of the engine and of the hub. */
export const engine = [
  ...faultsIn('src/translate', {
    'call-ids.ts': [
      ['a second assistant turn closes the calls', "turns[index - 1]?.role !== 'assistant'", "turns[index - 1]?.role === 'assistant'"],
      ['numbered ids too long', 'id.slice(0, 64 - suffix.length)', 'id.slice(0, 64)'],
      ['one call answered twice', 'each !== call', 'each === call'],
    ],
    'validation.ts': [['answers held to the shape of requests', 'open[answers].response', 'open[answers].request']],
    'violations.ts': [
      ['a call of a new type counted with its members', 'news.filter((each) => !each.startsWith(`${at}/`))', 'news'],
      ['a broken tag taken for news', "params['error'] !== 'tag'", "params['error'] !== ''"],
      ['the tag alone taken out of a new block', "at.at(-1) === 'type'", "at.at(-1) === ''"],
      [
        'of a frame that is an error the first member counts',
        'placeOf(b).length - placeOf(a).length',
        'placeOf(a).length - placeOf(b).length',
      ],
    ],
    'carrier.ts': [['carriers of another version opened', 'value.v !== 1', 'value.v === 0']],
    'carry.ts': [
      ['carried values put beside their element', 'const index = Number(member)', 'const index = Number(member) + 1'],
      [
        'what finds no place is forgotten',
        'if (changed === undefined) homeless.push(entry)',
        'if (changed === undefined) homeless.splice(0)',
      ],
    ],
    'default-context.ts': [
      ['tenants open the carriers of others', '`${tenant}\\0${data}`', '`${data}`'],
      ['signatures of carriers not compared', 'sameText(seal(data), carrier)', 'sameText(seal(data).slice(0, 40), carrier.slice(0, 40))'],
    ],
    'exact-json.ts': [
      ['a quote inside a string ends it', String.raw`"[^"\\]*(?:\\.[^"\\]*)*"|`, String.raw`"[^"]*"|`],
      ['fractions taken for short', 'Number(exponent) - fraction.length', 'Number(exponent)'],
    ],
    'first-reader.ts': [
      ['what every event says is told each time', 'if (this.#seen.has(path)) return false', 'if (this.#seen.has(path)) return true'],
    ],
    'foreign-id.ts': [
      ['escaped bytes without their zero', ".padStart(2, '0')", ''],
      ['underscores escaped where they read as nothing', '!isEscape(', 'isEscape('],
    ],
    'json-string.ts': [['line feeds of free text lost', "['n', '\\n']", "['n', 'n']"]],
    'json-text.ts': [['lists taken for objects', "this.#first === '{' && this.state", "this.#first !== '' && this.state"]],
    'ledger.ts': [['losses of carried values in their own format', 'target === this.format', 'target !== this.format']],
    'model-family.ts': [['dated models are families of their own', '\\d{4}-\\d{2}-\\d{2}|', '']],
    'origins.ts': [
      ['of two words the last counts', 'if (!this.#marks.has(value)) this', 'if (at) this'],
      ['members come from another whole', 'found = mark?.at ?? (', 'found = ('],
    ],
    'placed-reasoning.ts': [
      ['reasoning one place too early', 'next.place <= counter.count', 'next.place <= counter.count + 1'],
      ['an empty text counts', "if (part.text !== '') this.#text = 1", 'this.#text = 1'],
    ],
    'pointer.ts': [
      ['slashes of names not escaped', ".replaceAll('~', '~0').replaceAll('/', '~1')", ".replaceAll('/', '~1').replaceAll('~', '~0')"],
    ],
    'read-stream.ts': [['half an event taken for a whole one', "return text.state === 'complete'", "return text.state !== 'broken'"]],
    'reader.ts': [
      ['false taken for missing', 'if (typeof wire === type) return wire as T', 'if (typeof wire === type && wire) return wire as T'],
    ],
    'recall.ts': [
      [
        'turns that have reasoning get more',
        "parts.some(({ kind }) => kind === 'thinking')",
        "parts.every(({ kind }) => kind === 'thinking')",
      ],
    ],
    'schema-identity.ts': [
      ['names inside lists kept', "new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems'])", "new Set(['oneOf', 'allOf', 'prefixItems'])"],
    ],
    'sequence.ts': [
      ['calls yield before they are whole', 'lane.args.isWholeObject : true', "lane.args.state !== 'empty' : true"],
      ['keys off by one', 'lane.key = this.#nextKey++', 'lane.key = ++this.#nextKey'],
      ['what waits comes out backwards', 'lane.waiting.splice(0)', 'lane.waiting.splice(0).toReversed()'],
      ['what waits weighs forever', 'this.#buffered -= weight(event)', 'this.#buffered -= 0'],
      ['text that goes on is lost', "lane.state = 'silent'\n    this.#place(lane, event)", "lane.state = 'silent'"],
    ],
    'spoken.ts': [['what is false is told as lost', 'value === null || value === false ||', 'value === null ||']],
    'sse.ts': [
      ['a line end cut in two is two', 'if (text.charCodeAt(0) === LF) from = 1', 'if (text.charCodeAt(0) === LF) from = 0'],
      ['two spaces taken from values', 'colon + 2 : colon + 1', 'colon + 2 : colon + 2'],
      ['lines of data run together', "first : this.#data.join('\\n')", "first : this.#data.join('')"],
      ['a limit one byte lower', '<= maxEventBytes', '< maxEventBytes'],
      ['the name of an event stays', "    this.#event = ''\n  }", '  }'],
      ['data of several lines on one', '.split(/\\r\\n|\\r|\\n/)', '.split(/\\r\\n|\\r/)'],
    ],
    'stop-scan.ts': [
      ['no way back to a shorter beginning', 'step(root, at.fallback ?? root, unit)', 'step(root, root, unit)'],
      ['sequences inside others missed', 'child.sequence ??= child.fallback.sequence', 'child.sequence ??= null'],
      ['a match one too late', 'start: i + 1 - sequence.length', 'start: i + 2 - sequence.length'],
    ],
    'stop-sequences.ts': [
      ['one character too many kept', 'last.text.slice(0, -rest)', 'last.text.slice(0, 1 - rest)'],
      ['texts with a call between them are one', "if (part.kind !== 'text') scan.reset()", "if (part.kind === 'thinking') scan.reset()"],
    ],
    'strictness.ts': [
      ['strict takes warnings', "strict: 'warn'", "strict: 'reject'"],
      ['lenient takes everything refused', "lenient: 'never'", "lenient: 'reject'"],
      ['the laxer of two', 'levels.indexOf(refusedFrom[one]) <= ', 'levels.indexOf(refusedFrom[one]) >= '],
    ],
    'tool-names.ts': [
      ['names too long', '.slice(0, 55)', '.slice(0, 60)'],
      ['the way back is forgotten', 'changed.set(replacement, name)', 'changed.set(name, replacement)'],
    ],
    'translate.ts': [
      [
        'what an earlier translation kept is forgotten',
        'value: restored(translated.value, to, [translated.carry, carry])',
        'value: restored(translated.value, to, [translated.carry])',
      ],
    ],
    'triage.ts': [['null is a value', 'if (value === null || value === undefined || (fate', 'if (value === undefined || (fate']],
    'unwind.ts': [
      [
        'a JSON answer ends for calls',
        "jsonAnswer && !calls ? { ...stop, reason: 'end' }",
        "jsonAnswer && calls ? { ...stop, reason: 'end' }",
      ],
      ['an empty JSON answer', "const emptyJson = '{}'", "const emptyJson = ''"],
      [
        'names of streamed calls not given back',
        'const name = this.#memo.toolNames.get(event.name) ?? event.name',
        'const name = event.name',
      ],
    ],
  }),
  ...faultsIn('src/interlingua', {
    'fold.ts': [['redacted thinking as plain', 'seal, redacted: open.redacted', 'seal, redacted: false']],
    'usage.ts': [['the earlier report wins', 'output: later.output ?? earlier.output', 'output: earlier.output ?? later.output']],
  }),
]
