"""OpenAI's Python client, as it comes, against a running inference service: client.py BASE_URL.

One JSON line per step: {"step": ..., "seen": ..., "holds": true}.
"""

import asyncio
import json
import sys

import openai

BASE = sys.argv[1]
HELLO = [{"role": "user", "content": "Hello"}]
client = openai.OpenAI(base_url=BASE, api_key="none", max_retries=0)


def step(name):
    def run(action):
        try:
            seen = action()
            print(json.dumps({"step": name, "seen": str(seen)[:120], "holds": bool(seen)}), flush=True)
        except Exception as error:
            print(json.dumps({"step": name, "seen": repr(error)[:300], "holds": False}), flush=True)

    return run


def refused(kind, action, code=None, param=None):
    try:
        action()
    except kind as error:
        right = (code is None or error.code == code) and (param is None or error.param == param)
        return right and f"{kind.__name__} {error.code}"
    return None


def chat(**more):
    return client.chat.completions.create(**{"model": "production", "messages": HELLO, "temperature": 0, "max_tokens": 8} | more)


@step("models")
def _():
    names = [model.id for model in client.models.list()]
    return "production" in names and client.models.retrieve("production").id == "production" and names


@step("chat")
def _():
    answer = chat()
    whole = answer.choices[0].message.content and answer.choices[0].finish_reason in ("stop", "length")
    return whole and answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens and answer.id


@step("chat, several choices with probabilities")
def _():
    answer = chat(n=2, logprobs=True, top_logprobs=2)
    return len(answer.choices) == 2 and len(answer.choices[1].logprobs.content[0].top_logprobs) == 2


@step("stream says what the whole says, then usage")
def _():
    chunks = list(chat(stream=True, stream_options={"include_usage": True}))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    return text == chat().choices[0].message.content and chunks[-1].usage.completion_tokens > 0 and chunks[0].choices[0].delta.role


@step("stream by the helper that gathers it")
def _():
    with client.chat.completions.stream(model="production", messages=HELLO, temperature=0, max_tokens=8) as stream:
        stream.until_done()
        try:
            gathered = stream.get_final_completion()
        except openai.LengthFinishReasonError as cut:  # the client says so of every answer that was cut off
            gathered = cut.completion
        return gathered.choices[0].message.content == chat().choices[0].message.content


@step("a stream left early leaves the service well")
def _():
    stream = chat(stream=True, max_tokens=60)
    next(iter(stream))
    stream.close()
    return chat().choices[0].message.content


@step("completions")
def _():
    whole = client.completions.create(model="production", prompt="A page", temperature=0, max_tokens=8)
    parts = client.completions.create(model="production", prompt="A page", temperature=0, max_tokens=8, stream=True)
    return "".join(part.choices[0].text for part in parts) == whole.choices[0].text and whole.usage.total_tokens


@step("responses")
def _():
    answer = client.responses.create(model="production", input="Hello", temperature=0, max_output_tokens=16)
    events = [event.type for event in client.responses.create(model="production", input="Hello", max_output_tokens=16, stream=True)]
    return answer.output_text and events[0] == "response.created" and events[-1] in ("response.completed", "response.incomplete") and answer.id


@step("embeddings, as numbers and as the client asks for them")
def _():
    numbers = client.embeddings.create(model="words", input=["cat", "engine"], encoding_format="float")
    packed = client.embeddings.create(model="words", input=["cat", "engine"])
    close = all(abs(a - b) < 1e-6 for a, b in zip(numbers.data[1].embedding, packed.data[1].embedding))
    return close and len(packed.data[0].embedding) > 0 and packed.usage.prompt_tokens


PLACES = {"type": "object", "properties": {"place": {"enum": ["Kyoto", "Oslo"]}}, "required": ["place"], "additionalProperties": False}
TOOL = {"type": "function", "function": {"name": "weather", "description": "Weather of a place.", "parameters": PLACES}}


@step("a tool is called when it must be")
def _():
    answer = chat(tools=[TOOL], tool_choice="required", max_tokens=60).choices[0]
    call = answer.message.tool_calls[0]
    right = json.loads(call.function.arguments)["place"] in ("Kyoto", "Oslo") and answer.finish_reason == "tool_calls"
    return right and call.type == "function" and call.id and f"{call.function.name} {call.function.arguments}"


@step("a streamed tool call is the same")
def _():
    chosen = {"type": "function", "function": {"name": "weather"}}
    whole = chat(tools=[TOOL], tool_choice=chosen, max_tokens=60).choices[0].message.tool_calls[0].function.arguments
    parts = [
        call.function.arguments or ""
        for chunk in chat(tools=[TOOL], tool_choice=chosen, max_tokens=60, stream=True)
        if chunk.choices
        for call in chunk.choices[0].delta.tool_calls or []
    ]
    return "".join(parts) == whole and whole


@step("the turns after a tool call")
def _():
    call = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"place":"Kyoto"}'}}
    turns = HELLO + [{"role": "assistant", "content": None, "tool_calls": [call]}, {"role": "tool", "tool_call_id": "call_1", "content": "rain"}]
    return chat(messages=turns, tools=[TOOL], tool_choice="none").choices[0].message.content


@step("a model that is not the served one, by its id")
def _():
    other = next(model.id for model in client.models.list() if len(model.id) == 64)
    return chat(model=other).system_fingerprint == other and other


@step("an answer by a JSON Schema")
def _():
    schema = {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1, "maximum": 9}}, "required": ["n"], "additionalProperties": False}
    form = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema, "strict": True}}
    return 1 <= json.loads(chat(response_format=form, max_tokens=12).choices[0].message.content)["n"] <= 9


@step("a schema that cannot be kept is refused by name")
def _():
    form = {"type": "json_schema", "json_schema": {"name": "answer", "schema": {"not": {}}}}
    return refused(openai.BadRequestError, lambda: chat(response_format=form), "unsupported_value", "response_format")


@step("an unknown model")
def _():
    return refused(openai.NotFoundError, lambda: chat(model="gpt-9"), "model_not_found")


@step("a bad parameter")
def _():
    return refused(openai.BadRequestError, lambda: chat(temperature=9), "invalid_value", "temperature")


@step("a prompt over the window")
def _():
    long = [{"role": "user", "content": "word " * 5000}]
    return refused(openai.BadRequestError, lambda: chat(messages=long), "context_length_exceeded")


@step("a revoked key")
def _():
    return refused(openai.AuthenticationError, client.with_options(api_key="revoked").models.list, "invalid_api_key")


@step("a key beyond its rate")
def _():
    slow = client.with_options(api_key="slow")
    slow.models.list()
    return refused(openai.RateLimitError, slow.models.list, "too_many_requests")


@step("the client's retries carry it over a rate limit")
def _():
    return client.with_options(api_key="brisk", max_retries=3).models.list().data and client.with_options(api_key="brisk", max_retries=3).models.list().data


@step("the client's time limit")
def _():
    try:
        client.with_options(timeout=0.001).models.list()
    except openai.APITimeoutError as error:
        return repr(error)
    return None


@step("asynchronous client, eight at once")
def _():
    async def all_of():
        async with openai.AsyncOpenAI(base_url=BASE, api_key="none") as many:
            answers = await asyncio.gather(
                *[many.chat.completions.create(model="production", messages=HELLO, temperature=0, max_tokens=8) for _ in range(8)]
            )
        return {answer.choices[0].message.content for answer in answers}

    return len(asyncio.run(all_of())) == 1
