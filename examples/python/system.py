"""Give the model instructions of its own."""

import os

import anthropic

client = anthropic.Anthropic(
    base_url=os.environ.get("DIGLOT_URL", "http://localhost:4000/v1"),
    api_key=os.environ.get("ANTHROPIC_API_KEY", "sk-ant-..."),  # your Anthropic API key
)

message = client.messages.create(
    model="claude-sonnet-4-6",
    system="You are a helpful assistant that speaks only in haiku.",
    max_tokens=256,
    messages=[{"role": "user", "content": "Tell me about the ocean"}],
)
print(message.content[0].text)
