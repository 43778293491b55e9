/**
 * Translates between the Anthropic Messages and OpenAI APIs and says what could not be carried. Pure and synchronous: it
 * needs no Node, reads no clock and does no I/O.
 * @module
 */
export { default as anthropicMessages } from './formats/anthropic-messages/format.ts'
export { default as openaiChat } from './formats/openai-chat/format.ts'
export { default as openaiResponses } from './formats/openai-responses/format.ts'
export { translateFault, translateRequest, translateResponse } from './translate/translate.ts'
export type { Outcome, RequestOptions, TranslatedRequest } from './translate/translate.ts'
export { translateStream, type StreamTranslation } from './translate/translate-stream.ts'
export { blankExchange, type Exchange } from './translate/exchange.ts'
export { restore, type Restored } from './translate/carry.ts'
export { createContext, type ContextOptions } from './translate/default-context.ts'
export type { Context } from './translate/context.ts'
export type { EncodedRequest, Format, Headers, Memo } from './translate/format.ts'
export type { Carry, CarryEntry, Translated } from './translate/ledger.ts'
export type { Strictness } from './translate/strictness.ts'
/** Reasoning that a client's history lacks: what an answer held, and how a request gets it back. */
export { placesOf, type PlacedReasoning } from './translate/placed-reasoning.ts'
export type { Recall } from './translate/recall.ts'
/** Numbers too long for a double survive in what is parsed and written by these, and in translations between them. */
export { parseExact, writeExact } from './translate/exact-json.ts'
export { defaultSettings, type Settings } from './translate/settings.ts'
export { capabilitiesOf, type Provider } from './capabilities/match.ts'
export type { Capabilities } from './capabilities/capabilities.ts'
export type { Fault, FaultKind } from './interlingua/fault.ts'
export type { Json, JsonObject } from './interlingua/json.ts'
export type { Level, Loss, LossFate } from './interlingua/loss.ts'
