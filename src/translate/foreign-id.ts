/**
 * An answer's id from another format, for use behind a prefix: bytes that ids do not hold become `_xx`, so that the same id
 * always gives the same text, and another one another (ID-1, LAW-14). An underscore that would read as such a byte is escaped
 * itself; one before a control character's digits is not, for `msg_01…` is how Anthropic's own ids begin.
 */
export const foreignId = (id: string): string =>
  id.replaceAll(/_(?=([0-9a-f]{2}))|[^A-Za-z0-9_-]/gu, (text, digits: string | undefined) =>
    text === '_' && !isEscape(digits ?? '') ? text : [...new TextEncoder().encode(text)].map((byte) => `_${hex(byte)}`).join(''),
  )

/** Whether two digits after an underscore are what an escaped character becomes. */
function isEscape(digits: string): boolean {
  const byte = Number.parseInt(digits, 16)
  return byte >= 0x20 && !/[A-Za-z0-9-]/.test(String.fromCharCode(byte))
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0')
