"""Let the model call a tool, run it, and hand back its result."""

import os

import anthropic

client = anthropic.Anthropic(
    base_url=os.environ.get("DIGLOT_URL", "http://localhost:4000/v1"),
    api_key=os.environ.get("ANTHROPIC_API_KEY", "sk-ant-..."),  # your Anthropic API key
)

tools = [
    {
        "name": "get_weather",
        "description": "Get current weather for a location",
        "input_schema": {
            "type": "object",
            "properties": {"location": {"type": "string"}},
            "required": ["location"],
        },
    }
]
messages = [{"role": "user", "content": "What's the weather in Paris?"}]

message = client.messages.create(
    model="claude-sonnet-4-6", max_tokens=256, messages=messages, tools=tools
)
call = next(block for block in message.content if block.type == "tool_use")
print(f"The model calls {call.name}({call.input})")

messages += [
    {"role": "assistant", "content": message.content},
    {
        "role": "user",
        "content": [
            {"type": "tool_result", "tool_use_id": call.id, "content": "18 °C and sunny"}
        ],
    },
]
message = client.messages.create(
    model="claude-sonnet-4-6", max_tokens=256, messages=messages, tools=tools
)
print(message.content[0].text)
