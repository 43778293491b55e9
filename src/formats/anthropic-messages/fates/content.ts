import { carried, decide, dropped, folded, mapped } from '../../../translate/fate.ts'
import type { CoreShapes } from '../generated/shapes.ts'

const citation = carried('CB-3', 'other providers cite other sources in another form')
const caller = carried('CB-14', 'other providers do not say who called a tool')
const rendered = folded('text', 'CB-12')

/** What becomes of the blocks of a request's messages. */
export const contentFates = {
  TextBlockParam: decide<CoreShapes['TextBlockParam']>()({ type: mapped, text: mapped, cache_control: mapped, citations: mapped }),
  ImageBlockParam: decide<CoreShapes['ImageBlockParam']>()({
    type: mapped,
    source: mapped,
    cache_control: mapped,
    transformations: carried('CB-7', 'how an oversized image is treated is Anthropic’s alone'),
  }),
  ImageTransformationsParam: decide<CoreShapes['ImageTransformationsParam']>()({
    oversized_image: carried('CB-7', 'how an oversized image is treated is Anthropic’s alone'),
  }),
  Base64ImageSource: decide<CoreShapes['Base64ImageSource']>()({ type: mapped, media_type: mapped, data: mapped }),
  URLImageSource: decide<CoreShapes['URLImageSource']>()({ type: mapped, url: mapped }),
  FileImageSource: decide<CoreShapes['FileImageSource']>()({ type: mapped, file_id: mapped }),
  DocumentBlockParam: decide<CoreShapes['DocumentBlockParam']>()({
    type: mapped,
    source: mapped,
    title: mapped,
    context: mapped,
    citations: mapped,
    cache_control: mapped,
  }),
  CitationsConfigParam: decide<CoreShapes['CitationsConfigParam']>()({ enabled: mapped }),
  Base64PDFSource: decide<CoreShapes['Base64PDFSource']>()({ type: mapped, media_type: mapped, data: mapped }),
  URLPDFSource: decide<CoreShapes['URLPDFSource']>()({ type: mapped, url: mapped }),
  FileDocumentSource: decide<CoreShapes['FileDocumentSource']>()({ type: mapped, file_id: mapped }),
  PlainTextSource: decide<CoreShapes['PlainTextSource']>()({ type: mapped, media_type: mapped, data: mapped }),
  ContentBlockSource: decide<CoreShapes['ContentBlockSource']>()({ type: mapped, content: mapped }),
  SearchResultBlockParam: decide<CoreShapes['SearchResultBlockParam']>()({
    type: rendered,
    source: rendered,
    title: rendered,
    content: rendered,
    citations: dropped('CB-11', 'no citations will come back'),
    cache_control: dropped('CAC-1', 'the text made of a search result takes no marker', 'debug'),
  }),
  ThinkingBlockParam: decide<CoreShapes['ThinkingBlockParam']>()({ type: mapped, thinking: mapped, signature: mapped }),
  RedactedThinkingBlockParam: decide<CoreShapes['RedactedThinkingBlockParam']>()({ type: mapped, data: mapped }),
  ToolUseBlockParam: decide<CoreShapes['ToolUseBlockParam']>()({
    type: mapped,
    id: mapped,
    name: mapped,
    input: mapped,
    cache_control: mapped,
    caller: mapped,
    toolset_name: caller,
  }),
  ToolResultBlockParam: decide<CoreShapes['ToolResultBlockParam']>()({
    type: mapped,
    tool_use_id: mapped,
    content: mapped,
    is_error: mapped,
    cache_control: mapped,
    toolset_name: caller,
  }),
  DirectCaller: decide<CoreShapes['DirectCaller']>()({ type: mapped }),
  ServerToolCaller: decide<CoreShapes['ServerToolCaller']>()({ type: caller, tool_id: caller }),
  ServerToolCaller20260120: decide<CoreShapes['ServerToolCaller20260120']>()({ type: caller, tool_id: caller }),
  CitationCharLocationParam: decide<CoreShapes['CitationCharLocationParam']>()({
    type: citation,
    cited_text: citation,
    document_index: citation,
    document_title: citation,
    start_char_index: citation,
    end_char_index: citation,
  }),
  CitationPageLocationParam: decide<CoreShapes['CitationPageLocationParam']>()({
    type: citation,
    cited_text: citation,
    document_index: citation,
    document_title: citation,
    start_page_number: citation,
    end_page_number: citation,
  }),
  CitationContentBlockLocationParam: decide<CoreShapes['CitationContentBlockLocationParam']>()({
    type: citation,
    cited_text: citation,
    document_index: citation,
    document_title: citation,
    start_block_index: citation,
    end_block_index: citation,
  }),
  CitationSearchResultLocationParam: decide<CoreShapes['CitationSearchResultLocationParam']>()({
    type: citation,
    cited_text: citation,
    search_result_index: citation,
    source: citation,
    title: citation,
    start_block_index: citation,
    end_block_index: citation,
  }),
  CitationWebSearchResultLocationParam: decide<CoreShapes['CitationWebSearchResultLocationParam']>()({
    type: citation,
    cited_text: citation,
    encrypted_index: citation,
    title: citation,
    url: citation,
  }),
}
