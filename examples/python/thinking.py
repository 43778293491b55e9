"""Let the model think first, and send its thinking back in the next turn."""

import os

import anthropic

client = anthropic.Anthropic(
    base_url=os.environ.get("DIGLOT_URL", "http://localhost:4000/v1"),
    api_key=os.environ.get("ANTHROPIC_API_KEY", "sk-ant-..."),  # your Anthropic API key
)

messages = []
for question in ["Is 127 a prime number?", "And 129?"]:
    messages.append({"role": "user", "content": question})
    message = client.messages.create(
        model="claude-sonnet-4-6",
        max_tokens=2048,
        thinking={"type": "enabled", "budget_tokens": 1024},
        messages=messages,
    )
    messages.append({"role": "assistant", "content": message.content})
    for block in message.content:
        if block.type == "thinking":
            print(f"(thinking: {block.thinking})")
        elif block.type == "text":
            print(block.text)
