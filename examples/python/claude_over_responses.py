"""Ask Claude with the OpenAI SDK over Responses; the second question refers to the first answer."""

import os

import openai

client = openai.OpenAI(
    base_url=os.environ.get("DIGLOT_URL", "http://localhost:4000/v1"),
    api_key=os.environ.get("OPENAI_API_KEY", "sk-..."),  # your OpenAI API key
)

previous = None
for question in ("Is 127 a prime number?", "And 129?"):
    response = client.responses.create(
        model="claude-sonnet-4-6",
        instructions="You are a helpful assistant.",
        previous_response_id=previous,
        input=question,
    )
    print(response.output_text)
    previous = response.id
