// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { asked, brokenOff, gateway, key, reasoningOf, tool, watching } from './setting.mjs';

const client = (account, more = {}) =>
  new OpenAI({ apiKey: key(account), baseURL: `${gateway}/v1`, defaultHeaders: { 'x-test': account }, ...more });
const free = client('free');
const messages = [{ role: 'user', content: 'What is a still?' }];
const said = "A still boils wine and keeps the spirit. Näive, isn't it? 蒸留";
const input = 'What is a still?';
const answered = 'A still boils wine and keeps the spirit.';
const chatTool = { type: 'function', function: tool };
const responseTool = { type: 'function', strict: true, ...tool };

test('chat, whole', async () => {
  const answer = await free.chat.completions.create({ model: 'm-large', messages });
  assert.equal(answer.choices[0].message.content, said);
  assert.equal(answer.usage.total_tokens, 30);
  assert.ok(answer._request_id);
});

test('chat, streamed', async () => {
  const stream = await free.chat.completions.create({ model: 'm-large', messages, stream: true });
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0].delta.content ?? '';
  assert.equal(text, said);
});

test('chat, streamed with usage and put together again', async () => {
  const stream = free.chat.completions.stream({
    model: 'm-large',
    messages,
    stream_options: { include_usage: true },
  });
  const answer = await stream.finalChatCompletion();
  assert.equal(answer.choices[0].message.content, said);
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal((await stream.totalUsage()).total_tokens, 30);
});

test('chat, a tool called and its result given, whole', async () => {
  const first = await free.chat.completions.create({ model: 'm-large', messages, tools: [chatTool] });
  const call = first.choices[0].message.tool_calls[0];
  assert.deepEqual(JSON.parse(call.function.arguments), { liquid: 'ethanol' });
  const second = await free.chat.completions.create({
    model: 'm-large',
    tools: [chatTool],
    messages: [...messages, first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '78.4' }],
  });
  assert.equal(second.choices[0].message.content, 'It boils at 78.4 degrees.');
});

for (const stream of [false, true]) {
  test(`chat, the SDK runs the tool itself, ${stream ? 'streamed' : 'whole'}`, async () => {
    const called = [];
    const runner = free.chat.completions.runTools({
      model: 'm-large',
      messages,
      stream,
      tools: [
        {
          type: 'function',
          function: {
            ...tool,
            parse: JSON.parse,
            function: ({ liquid }) => {
              called.push(liquid);
              return '78.4';
            },
          },
        },
      ],
    });
    assert.equal(await runner.finalContent(), 'It boils at 78.4 degrees.');
    assert.deepEqual(called, ['ethanol']);
  });
}

test('responses, whole and streamed', async () => {
  const whole = await free.responses.create({ model: 'm-large', input });
  assert.equal(whole.output_text, answered);
  let text = '';
  for await (const event of await free.responses.create({ model: 'm-large', input, stream: true })) {
    if (event.type === 'response.output_text.delta') text += event.delta;
  }
  assert.equal(text, answered);
});

test('responses, streamed and put together again', async () => {
  const stream = free.responses.stream({ model: 'm-large', input });
  const answer = await stream.finalResponse();
  assert.equal(answer.output_text, answered);
  assert.equal(answer.usage.output_tokens, 11);
});

for (const account of ['free', 'sealed', 'everything']) {
  test(`responses, a tool called in a stream and its result given: ${account}`, async () => {
    const sdk = client(account, { defaultHeaders: { 'x-test': `responses-tool-${account}` } });
    const tools = [responseTool];
    const include = ['reasoning.encrypted_content'];
    const first = await sdk.responses
      .stream({ model: 'm-large', input: [{ role: 'user', content: input }], tools, include, store: false })
      .finalResponse();
    const call = first.output.find((item) => item.type === 'function_call');
    assert.deepEqual(JSON.parse(call.arguments), { liquid: 'ethanol' });
    const opaque = first.output.find((item) => item.type === 'reasoning').encrypted_content;
    assert.equal(opaque === 'gAAAAopaque-reasoning-of-the-model', account === 'free');
    const turns = [
      { role: 'user', content: input },
      ...first.output,
      { type: 'function_call_output', call_id: call.call_id, output: '78.4' },
    ];
    const second = await sdk.responses.create({ model: 'm-large', input: turns, tools, include, store: false });
    assert.equal(second.output_text, 'It boils at 78.4 degrees.');
    const back = (await asked(`responses-tool-${account}`))[1].body.input.find((item) => item.type === 'reasoning');
    assert.equal(back.encrypted_content, 'gAAAAopaque-reasoning-of-the-model');
  });
}

test('completions, whole and streamed', async () => {
  const whole = await free.completions.create({ model: 'm-large', prompt: 'A still' });
  assert.equal(whole.choices[0].text, ' boils wine.');
  let text = '';
  for await (const part of await free.completions.create({ model: 'm-large', prompt: 'A still', stream: true })) {
    text += part.choices[0].text;
  }
  assert.equal(text, ' boils wine.');
});

test('embeddings, which the SDK asks for in base64, and as numbers', async () => {
  for (const encoding of [{}, { encoding_format: 'float' }]) {
    const answer = await free.embeddings.create({ model: 'm-vectors', input: 'still', ...encoding });
    assert.deepEqual(Array.from(answer.data[0].embedding), [0.25, -0.5, 0.125, 1]);
  }
});

test('models, page by page', async () => {
  const names = [];
  for await (const model of free.models.list()) names.push(model.id);
  assert.deepEqual(names, ['m-large', 'm-small']);
});

for (const account of ['free', 'everything']) {
  for (const [api, open] of [
    ['chat', (sdk) => sdk.chat.completions.create({ model: 'm-endless', messages, stream: true })],
    ['responses', (sdk) => sdk.responses.create({ model: 'm-endless', input, stream: true })],
  ]) {
    test(`${api}, the client leaves in the middle of a stream: ${account}`, async () => {
      const name = `abort-${api}-${account}`;
      const stream = await open(client(account, { defaultHeaders: { 'x-test': name } }));
      let events = 0;
      for await (const _ of stream) {
        if (++events === 10) stream.controller.abort();
      }
      assert.ok(events >= 10);
      await brokenOff(name);
    });
  }
}

test('the client leaves before the stream begins', async () => {
  const controller = new AbortController();
  const waiting = free.chat.completions.create({ model: 'm-large', messages }, { signal: controller.signal });
  controller.abort();
  await assert.rejects(waiting, OpenAI.APIUserAbortError);
});

test('errors of the model server arrive as its own', async () => {
  await assert.rejects(free.chat.completions.create({ model: 'm-strict', messages }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.code, 'invalid_request_error');
    assert.match(error.message, /max_tokens: 1 is less/);
    return true;
  });
  await assert.rejects(free.responses.create({ model: 'm-busy', input }, { maxRetries: 0 }), (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError);
    assert.equal(error.headers.get('retry-after'), '7');
    assert.equal(error.headers.get('x-ratelimit-remaining-requests'), '0');
    return true;
  });
});

const everyApi = {
  chat: (sdk, more) => sdk.chat.completions.create({ model: 'm-secret', messages, ...more }),
  responses: (sdk, more) => sdk.responses.create({ model: 'm-secret', input, ...more }),
  completions: (sdk, more) => sdk.completions.create({ model: 'm-secret', prompt: 'A still', ...more }),
  embeddings: (sdk) => sdk.embeddings.create({ model: 'm-secret', input: 'still' }),
};

for (const [account, code, more] of [
  ['suspended', 'account_suspended', (error) => assert.ok(Date.parse(error.error.until) > Date.now())],
  [
    'step-up',
    'verification_required',
    (error) => assert.equal(error.error.verification_url, 'https://accounts.example/verify?case=C-1'),
  ],
  ['withheld', 'model_withheld', () => {}],
]) {
  for (const [api, ask] of Object.entries(everyApi)) {
    for (const stream of api === 'embeddings' ? [false] : [false, true]) {
      test(`${account} is told so: ${api}, ${stream ? 'streamed' : 'whole'}`, async () => {
        const statuses = [];
        await assert.rejects(ask(client(account, { fetch: watching(statuses) }), { stream }), (error) => {
          assert.ok(error instanceof OpenAI.PermissionDeniedError);
          assert.equal(error.code, code);
          assert.equal(error.type, 'permission_error');
          assert.match(error.message, /Campaign C-1/);
          more(error);
          return true;
        });
        assert.deepEqual(statuses, [403], 'the SDK does not ask again');
      });
    }
  }
}

test('withheld models only are withheld', async () => {
  const answer = await client('withheld').chat.completions.create({ model: 'm-large', messages });
  assert.equal(answer.choices[0].message.content, said);
});

test('throttled, the SDK waits as long as it is told and is served', async () => {
  const statuses = [];
  const sdk = client('throttled-openai', { fetch: watching(statuses) });
  for (let i = 0; i < 2; i++) await sdk.chat.completions.create({ model: 'm-large', messages });
  assert.deepEqual(statuses, [200, 429, 200]);
  await assert.rejects(
    sdk.chat.completions.create({ model: 'm-large', messages }, { maxRetries: 0 }),
    (error) => error instanceof OpenAI.RateLimitError && error.code === 'account_throttled',
  );
});

test('no key is refused by the gateway, in words', async () => {
  await assert.rejects(
    new OpenAI({ apiKey: ' ', baseURL: `${gateway}/v1`, maxRetries: 0 }).models.list(),
    (error) => error instanceof OpenAI.AuthenticationError && error.code === 'api_key_missing',
  );
});

// Where they run through the reasoning too they would spell it out, so they go with it.
const logprobsOf = {
  free: [-0.123456, -0.000123],
  observed: [-0.123456, -0.000123],
  unreasoned: undefined,
  summarised: undefined,
  sealed: [-0.123456, -0.000123],
  rounded: [-0.1, 0],
  stripped: undefined,
  everything: undefined,
};

for (const [account, reasoning] of Object.entries(reasoningOf)) {
  const alternatives = account === 'rounded' ? 2 : 3;
  const sdk = client(account);

  const checkChat = (answer) => {
    const choice = answer.choices[0];
    assert.equal(choice.message.content, 'Brandy');
    assert.equal(choice.message.reasoning_content ?? '', reasoning);
    assert.deepEqual(choice.logprobs?.content?.map((token) => token.logprob + 0), logprobsOf[account]);
    for (const token of choice.logprobs?.content ?? []) assert.equal(token.top_logprobs.length, alternatives);
  };

  test(`chat, whole, of an account that is ${account}`, async () => {
    checkChat(await sdk.chat.completions.create({ model: 'm-leaky', messages }));
  });

  test(`chat, streamed, of an account that is ${account}`, async () => {
    const stream = sdk.chat.completions.stream({ model: 'm-leaky', messages });
    let streamedReasoning = '';
    stream.on('chunk', (chunk) => (streamedReasoning += chunk.choices[0]?.delta.reasoning_content ?? ''));
    const answer = await stream.finalChatCompletion();
    answer.choices[0].message.reasoning_content = streamedReasoning;
    checkChat(answer);
  });

  const checkResponse = (answer) => {
    const item = answer.output.find((one) => one.type === 'reasoning');
    assert.equal(item.summary.map((part) => part.text).join(''), reasoning);
    assert.equal(answer.output_text, 'Brandy');
    const logprobs = answer.output[1].content[0].logprobs;
    const expected = ['unreasoned', 'summarised'].includes(account) ? logprobsOf.free : logprobsOf[account];
    assert.deepEqual(logprobs.length ? logprobs.map((token) => token.logprob + 0) : undefined, expected);
  };

  test(`responses, whole, of an account that is ${account}`, async () => {
    checkResponse(await sdk.responses.create({ model: 'm-leaky', input }));
  });

  test(`responses, streamed, of an account that is ${account}`, async () => {
    const stream = sdk.responses.stream({ model: 'm-leaky', input });
    let streamed = '';
    stream.on('response.reasoning_summary_text.delta', (event) => (streamed += event.delta));
    checkResponse(await stream.finalResponse());
    assert.equal(streamed, reasoning);
  });

  test(`completions of an account that is ${account}`, async () => {
    const whole = await sdk.completions.create({ model: 'm-leaky', prompt: 'A still makes' });
    const streamed = [];
    for await (const part of await sdk.completions.create({ model: 'm-leaky', prompt: 'A still makes', stream: true })) {
      streamed.push(part.choices[0]);
    }
    for (const choice of [whole.choices[0], streamed[0]]) {
      assert.equal(choice.text, ' Brandy');
      assert.deepEqual(choice.logprobs?.token_logprobs?.map((number) => number + 0), logprobsOf[account]);
    }
  });
}

test('a request is changed as the account’s measures say', async () => {
  const settings = { temperature: 0, n: 8, logit_bias: { 50256: -100 }, logprobs: true, top_logprobs: 20 };
  for (const account of ['free', 'everything']) {
    const headers = { 'x-test': `changed-${account}` };
    await client(account).chat.completions.create(
      { model: 'm-large', messages, ...settings, watermark: false },
      { headers },
    );
  }
  const [unchanged] = await asked('changed-free');
  assert.deepEqual(unchanged.body, { model: 'm-large', messages, ...settings, watermark: false });
  const [changed] = await asked('changed-everything');
  assert.deepEqual(changed.body, { model: 'm-large', messages, temperature: 0.7, n: 1 });
});
