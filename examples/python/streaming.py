"""Print an answer as it is written."""

import os

import anthropic

client = anthropic.Anthropic(
    base_url=os.environ.get("DIGLOT_URL", "http://localhost:4000/v1"),
    api_key=os.environ.get("ANTHROPIC_API_KEY", "sk-ant-..."),  # your Anthropic API key
)

with client.messages.stream(
    model="claude-sonnet-4-6",
    max_tokens=256,
    messages=[{"role": "user", "content": "Count to 10"}],
) as stream:
    for text in stream.text_stream:
        print(text, end="", flush=True)
print()
