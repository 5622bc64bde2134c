// OpenAI's Node client, as it comes, against a running inference service: client.mjs BASE_URL.
// One JSON line per step: {"step": ..., "seen": ..., "holds": true}.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'none', maxRetries: 0 });
const messages = [{ role: 'user', content: 'Hello' }];

async function step(name, action) {
  try {
    const seen = await action();
    console.log(JSON.stringify({ step: name, seen: String(seen).slice(0, 120), holds: Boolean(seen) }));
  } catch (error) {
    console.log(JSON.stringify({ step: name, seen: String(error).slice(0, 300), holds: false }));
  }
}

async function refused(kind, action, code, param) {
  try {
    await action();
  } catch (error) {
    const right = error instanceof kind && (!code || error.code === code) && (!param || error.param === param);
    return right ? `${error.constructor.name} ${error.code}` : '';
  }
  return '';
}

const chat = (more = {}) =>
  client.chat.completions.create({ model: 'production', messages, temperature: 0, max_tokens: 8, ...more });
const text = async () => (await chat()).choices[0].message.content;

await step('models', async () => {
  const names = [];
  for await (const model of client.models.list()) names.push(model.id);
  return names.includes('production') && names;
});
await step('chat', async () => {
  const answer = await chat();
  return answer.choices[0].message.content && answer.usage.total_tokens > 0 && answer.id;
});
await step('stream says what the whole says, then usage', async () => {
  let joined = '';
  let usage;
  for await (const chunk of await chat({ stream: true, stream_options: { include_usage: true } })) {
    joined += chunk.choices[0]?.delta?.content ?? '';
    usage = chunk.usage ?? usage;
  }
  return joined === (await text()) && usage.completion_tokens;
});
await step('stream by the helper that gathers it', async () => {
  const stream = client.chat.completions.stream({ model: 'production', messages, temperature: 0, max_tokens: 8 });
  return (await stream.finalContent()) === (await text());
});
await step('a stream left early leaves the service well', async () => {
  for await (const chunk of await chat({ stream: true, max_tokens: 60 })) {
    if (chunk.choices[0]?.delta?.content) break;
  }
  return text();
});
await step('completions', async () => {
  const whole = await client.completions.create({ model: 'production', prompt: 'A page', temperature: 0, max_tokens: 8 });
  return whole.usage.total_tokens;
});
await step('responses', async () => {
  const types = [];
  for await (const event of await client.responses.create({
    model: 'production', input: 'Hello', temperature: 0, max_output_tokens: 16, stream: true })) types.push(event.type);
  const answer = await client.responses.create({ model: 'production', input: 'Hello', temperature: 0, max_output_tokens: 16 });
  return types[0] === 'response.created' && answer.output_text && answer.id;
});
await step('embeddings', async () => {
  const found = await client.embeddings.create({ model: 'words', input: ['cat', 'engine'] });
  return found.data.length === 2 && found.data[0].embedding.length > 0 && found.usage.prompt_tokens;
});
await step('an answer by a JSON Schema', async () => {
  const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 1, maximum: 9 } }, required: ['n'], additionalProperties: false };
  const answer = await chat({ response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } }, max_tokens: 12 });
  const n = JSON.parse(answer.choices[0].message.content).n;
  return n >= 1 && n <= 9;
});
await step('a tool is called when it must be', async () => {
  const parameters = { type: 'object', properties: { place: { enum: ['Kyoto', 'Oslo'] } }, required: ['place'], additionalProperties: false };
  const answer = await chat({ tools: [{ type: 'function', function: { name: 'weather', parameters } }], tool_choice: 'required', max_tokens: 60 });
  const call = answer.choices[0].message.tool_calls[0].function;
  return ['Kyoto', 'Oslo'].includes(JSON.parse(call.arguments).place) && `${call.name} ${call.arguments}`;
});
await step('an unknown model', () => refused(OpenAI.NotFoundError, () => chat({ model: 'gpt-9' }), 'model_not_found'));
await step('a bad parameter', () => refused(OpenAI.BadRequestError, () => chat({ temperature: 9 }), 'invalid_value', 'temperature'));
await step('a prompt over the window', () =>
  refused(OpenAI.BadRequestError, () => chat({ messages: [{ role: 'user', content: 'word '.repeat(5000) }] }), 'context_length_exceeded'));
await step('a revoked key', () =>
  refused(OpenAI.AuthenticationError, () => client.withOptions({ apiKey: 'revoked' }).models.list(), 'invalid_api_key'));
await step("the client's time limit", () =>
  refused(OpenAI.APIConnectionTimeoutError, () => client.chat.completions.create(
    { model: 'production', messages, max_tokens: 1500 }, { timeout: 1 })));
