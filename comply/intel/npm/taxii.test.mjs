// SPDX-License-Identifier: Apache-2.0
// Reads and writes our TAXII server with Node's own HTTP, and works out the ids of observables with other people's UUIDv5 and RFC 8785.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { canonicalize } from 'json-canonicalize';
import { v5 } from 'uuid';

const url = process.env.TAXII_URL;
const media = 'application/taxii+json;version=2.1';
const basic = (name, secret) => 'Basic ' + Buffer.from(`${name}:${secret}`).toString('base64');
const reader = basic('reader', process.env.READER_SECRET);
const writer = 'Bearer ' + process.env.WRITER_SECRET;

async function ask(address, authorization, options = {}) {
  const headers = { accept: media, authorization, ...options.headers };
  const answer = await fetch(address, { ...options, headers });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

async function root(authorization) {
  const discovery = await ask(`${url}/taxii2/`, authorization);
  assert.equal(discovery.status, 200);
  assert.equal(discovery.headers.get('content-type'), media);
  return discovery.body.default;
}

async function all(authorization) {
  const at = await root(authorization);
  const [collection] = (await ask(`${at}collections/`, authorization)).body.collections;
  const objects = [];
  for (let next = '', more = true; more; ) {
    const page = await ask(`${at}collections/${collection.id}/objects/?limit=6${next}`, authorization);
    assert.ok(page.body.objects.length <= 6);
    objects.push(...page.body.objects);
    more = page.body.more;
    next = more ? `&next=${encodeURIComponent(page.body.next)}` : '';
  }
  return { at, collection, objects };
}

test('ids of observables are what other implementations work out', async () => {
  const contributing = {
    'ipv4-addr': ['value'], 'ipv6-addr': ['value'], 'autonomous-system': ['number'],
    'stillwatch-tls-client': ['ja4'], 'stillwatch-prompt-template': ['sha256'],
    'stillwatch-keyed-token': ['token_kind', 'key_id', 'period', 'value'],
  };
  const { objects } = await all(reader);
  const seen = new Set();
  for (const object of objects.filter((o) => contributing[o.type])) {
    const properties = Object.fromEntries(contributing[object.type].map((name) => [name, object[name]]));
    const uuid = v5(canonicalize(properties), '00abedb4-aa42-466c-9c01-fed23315a9b7');
    assert.equal(object.id, `${object.type}--${uuid}`);
    seen.add(object.type);
  }
  assert.equal(seen.size, 6);
});

test('what is sent is taken, told and given back', async () => {
  const { objects } = await all(reader);
  const at = await root(writer);
  const [inbox] = (await ask(`${at}collections/`, writer)).body.collections;
  const sent = await ask(`${at}collections/${inbox.id}/objects/`, writer, {
    method: 'POST', headers: { 'content-type': media }, body: JSON.stringify({ objects }),
  });
  assert.equal(sent.status, 202);
  assert.equal(sent.body.status, 'complete');
  assert.equal(sent.body.success_count, objects.length);
  assert.deepEqual((await ask(`${at}status/${sent.body.id}/`, writer)).body, sent.body);
  const back = await all(writer);
  assert.deepEqual(back.objects, objects);
  const manifest = await ask(`${at}collections/${inbox.id}/manifest/?match[type]=campaign`, writer);
  assert.equal(manifest.body.objects.length, 1);
  const after = encodeURIComponent(manifest.headers.get('x-taxii-date-added-last'));
  const later = await ask(`${at}collections/${inbox.id}/objects/?added_after=${after}`, writer);
  assert.equal(later.body.objects.length, objects.length - 1 - objects.findIndex((o) => o.type === 'campaign'));
});

test('what may not be asked is refused with a TAXII error message', async () => {
  for (const [address, options, status] of [
    ['/taxii2/', { headers: { authorization: 'Basic eDp5' } }, 401],
    ['/taxii2/', { headers: { accept: 'application/json' } }, 406],
    ['/api/collections/none/objects/', {}, 404],
    ['/api/collections/', { method: 'POST', body: '{}' }, 405],
  ]) {
    const answer = await ask(url + address, reader, options);
    assert.equal(answer.status, status);
    assert.equal(answer.body.http_status, String(status));
    assert.ok(answer.body.title);
  }
});

test('a body over the limit is refused', async () => {
  const at = await root(writer);
  const [inbox] = (await ask(`${at}collections/`, writer)).body.collections;
  const most = (await ask(at, writer)).body.max_content_length;
  let status = 0;
  try {
    status = (await ask(`${at}collections/${inbox.id}/objects/`, writer, {
      method: 'POST', headers: { 'content-type': media }, body: ' '.repeat(most + 1),
    })).status;
  } catch (error) {
    // The server may hang up before the client has read why.
    assert.equal(error.message, 'fetch failed');
    status = 413;
  }
  assert.equal(status, 413);
});
