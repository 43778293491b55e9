"""Ask an OpenAI model with the Anthropic SDK: the gateway translates."""

import os

import anthropic

client = anthropic.Anthropic(
    base_url=os.environ.get("DIGLOT_URL", "http://localhost:4000/v1"),
    api_key=os.environ.get("ANTHROPIC_API_KEY", "sk-ant-..."),  # your Anthropic API key
)

message = client.messages.create(
    model="gpt-4o",
    max_tokens=256,
    messages=[{"role": "user", "content": "Hello!"}],
)
print(message.content[0].text)
