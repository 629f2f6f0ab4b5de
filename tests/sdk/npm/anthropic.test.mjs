// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { asked, brokenOff, gateway, key, reasoningOf, tool, watching } from './setting.mjs';

const client = (account, more = {}) =>
  new Anthropic({ apiKey: key(account), baseURL: gateway, defaultHeaders: { 'x-test': account }, ...more });
const free = client('free');
const messages = [{ role: 'user', content: 'What is a still?' }];
const ask = { model: 'm-large', max_tokens: 100, messages };
const answered = 'A still boils wine and keeps the spirit.';
const signature = 'EqQBopaque-signature-of-the-model';
const redacted = 'EmwKAhgBopaque-redacted-thinking';
const thinking = { type: 'enabled', budget_tokens: 1024 };
const tools = [{ name: tool.name, description: tool.description, input_schema: tool.parameters }];

test('messages, whole', async () => {
  const answer = await free.messages.create(ask);
  assert.deepEqual(answer.content, [{ type: 'text', text: answered }]);
  assert.equal(answer.usage.output_tokens, 11);
  assert.equal(answer._request_id, 'req_of_the_model_server');
  assert.match((await asked('free'))[0].headers['anthropic-version'], /^20\d\d-\d\d-\d\d$/);
});

test('messages, streamed event by event', async () => {
  let text = '';
  for await (const event of await free.messages.create({ ...ask, stream: true })) {
    if (event.type === 'content_block_delta') text += event.delta.text;
  }
  assert.equal(text, answered);
});

test('messages, streamed and put together again', async () => {
  const stream = free.messages.stream(ask);
  const pieces = [];
  stream.on('text', (piece) => pieces.push(piece));
  const answer = await stream.finalMessage();
  assert.equal(answer.content[0].text, answered);
  assert.equal(pieces.join(''), answered);
  assert.equal(answer.stop_reason, 'end_turn');
  assert.equal(answer.usage.output_tokens, 11);
});

for (const streamed of [false, true]) {
  for (const account of ['free', 'sealed', 'unreasoned', 'summarised', 'everything']) {
    test(`a tool called while thinking and its result given: ${account}, ${streamed ? 'streamed' : 'whole'}`, async () => {
      const name = `tool-${account}-${streamed}`;
      const sdk = client(account, { defaultHeaders: { 'x-test': name } });
      const request = { ...ask, tools, thinking };
      const first = streamed ? await sdk.messages.stream(request).finalMessage() : await sdk.messages.create(request);
      assert.equal(first.stop_reason, 'tool_use');
      const [thought, call] = first.content;
      assert.equal(thought.thinking, reasoningOf[account]);
      assert.equal(thought.signature === signature, !['sealed', 'everything'].includes(account));
      assert.deepEqual(call.input, { liquid: 'ethanol' });
      const turns = [
        ...messages,
        { role: 'assistant', content: first.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: '78.4' }] },
      ];
      const second = { ...request, messages: turns };
      const answer = streamed ? await sdk.messages.stream(second).finalMessage() : await sdk.messages.create(second);
      assert.equal(answer.content[0].text, 'It boils at 78.4 degrees.');
      const back = (await asked(name))[1].body.messages[1].content[0];
      assert.equal(back.signature, signature, 'the model gets back what it signed');
    });
  }
}

test('the SDK runs the tool itself', async () => {
  const answer = await free.beta.messages.toolRunner({
    ...ask,
    tools: [{ ...tools[0], run: () => '78.4', parse: (content) => content }],
  });
  assert.equal(answer.content[0].text, 'It boils at 78.4 degrees.');
});

for (const [account, reasoning] of Object.entries(reasoningOf)) {
  const sealed = ['sealed', 'everything'].includes(account);
  const check = ({ content }) => {
    assert.deepEqual(
      content.map((block) => block.type),
      ['thinking', 'redacted_thinking', 'text'],
    );
    assert.equal(content[0].thinking, reasoning);
    assert.equal(content[0].signature === signature, !sealed);
    assert.equal(content[1].data === redacted, !sealed);
    assert.equal(content[2].text, 'Brandy');
  };

  test(`messages, whole, of an account that is ${account}`, async () => {
    check(await client(account).messages.create({ ...ask, model: 'm-leaky', thinking }));
  });

  test(`messages, streamed, of an account that is ${account}`, async () => {
    const stream = client(account).messages.stream({ ...ask, model: 'm-leaky', thinking });
    let streamed = '';
    stream.on('thinking', (piece) => (streamed += piece));
    check(await stream.finalMessage());
    assert.equal(streamed, reasoning);
  });
}

test('a sealed block replayed by another account, model or conversation is refused', async () => {
  const { content } = await client('sealed').messages.create({ ...ask, model: 'm-leaky', thinking });
  const replay = (account, more) =>
    client(account).messages.create({
      ...ask,
      model: 'm-leaky',
      messages: [...messages, { role: 'assistant', content }, { role: 'user', content: 'And then?' }],
      ...more,
    });
  assert.ok(await replay('sealed', {}));
  const elsewhere = [{ role: 'user', content: 'Another matter.' }, { role: 'assistant', content }, ...messages];
  for (const [account, more] of [
    ['everything', {}],
    ['sealed', { model: 'm-large' }],
    ['sealed', { messages: elsewhere }],
  ]) {
    await assert.rejects(replay(account, more), (error) => {
      assert.ok(error instanceof Anthropic.BadRequestError);
      assert.equal(error.errorCode, 'reasoning_not_of_this_conversation');
      return true;
    });
  }
});

test('tokens are counted', async () => {
  for (const account of ['free', 'everything']) {
    assert.deepEqual(await client(account).messages.countTokens({ model: 'm-large', messages }), { input_tokens: 19 });
  }
});

test('models, page by page', async () => {
  const names = [];
  for await (const model of free.models.list()) names.push(model.id);
  assert.deepEqual(names, ['m-large', 'm-small']);
});

for (const account of ['free', 'everything']) {
  test(`the client leaves in the middle of a stream: ${account}`, async () => {
    const name = `abort-${account}`;
    const stream = client(account, { defaultHeaders: { 'x-test': name } }).messages.stream({
      ...ask,
      model: 'm-endless',
    });
    let pieces = 0;
    stream.on('text', () => {
      if (++pieces === 10) stream.abort();
    });
    await assert.rejects(stream.done(), Anthropic.APIUserAbortError);
    await brokenOff(name);
  });
}

test('errors of the model server arrive as its own', async () => {
  await assert.rejects(free.messages.create({ ...ask, model: 'm-strict' }), (error) => {
    assert.ok(error instanceof Anthropic.BadRequestError);
    assert.equal(error.error.error.message, 'max_tokens: 1 is less than the least.');
    return true;
  });
  await assert.rejects(free.messages.create({ ...ask, model: 'm-busy' }, { maxRetries: 0 }), (error) => {
    assert.ok(error instanceof Anthropic.RateLimitError);
    assert.equal(error.headers.get('retry-after'), '7');
    return true;
  });
});

for (const [account, code, more] of [
  ['suspended', 'account_suspended', (error) => assert.ok(Date.parse(error.until) > Date.now())],
  [
    'step-up',
    'verification_required',
    (error) => assert.equal(error.verification_url, 'https://accounts.example/verify?case=C-1'),
  ],
  ['withheld', 'model_withheld', () => {}],
]) {
  for (const stream of [false, true]) {
    test(`${account} is told so, ${stream ? 'streamed' : 'whole'}`, async () => {
      const statuses = [];
      const sdk = client(account, { fetch: watching(statuses) });
      await assert.rejects(sdk.messages.create({ ...ask, model: 'm-secret', stream }), (error) => {
        assert.ok(error instanceof Anthropic.PermissionDeniedError);
        assert.equal(error.type, 'permission_error');
        assert.equal(error.errorCode, code);
        assert.match(error.message, /Campaign C-1/);
        more(error.details);
        return true;
      });
      assert.deepEqual(statuses, [403], 'the SDK does not ask again');
    });
  }
}

test('throttled, the SDK waits as long as it is told and is served', async () => {
  const statuses = [];
  const sdk = client('throttled-anthropic', { fetch: watching(statuses) });
  for (let i = 0; i < 2; i++) await sdk.messages.create(ask);
  assert.deepEqual(statuses, [200, 429, 200]);
});

test('a bearer token is taken as well as a key', async () => {
  const sdk = (account) => new Anthropic({ authToken: key(account), apiKey: null, baseURL: gateway });
  assert.ok(await sdk('free').messages.create(ask));
  await assert.rejects(sdk('suspended').messages.create(ask), Anthropic.PermissionDeniedError);
});
