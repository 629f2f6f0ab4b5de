// SPDX-License-Identifier: Apache-2.0
// Holds our OPRF against @noble/curves: each side checks what the other made.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { p256_oprf } from '@noble/curves/nist.js';

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (array) => Buffer.from(array).toString('hex');
const cases = JSON.parse(readFileSync(process.env.OPRF_CASES, 'utf8'));

test('keys, proofs and outputs of ours hold there', () => {
  assert.ok(cases.length >= 10);
  const { voprf } = p256_oprf;
  for (const one of cases) {
    const keys = voprf.deriveKeyPair(bytes(one.seed), bytes(one.info));
    assert.equal(hex(keys.publicKey), one.publicKey);
    const output = voprf.finalize(
      bytes(one.input), bytes(one.blind), bytes(one.evaluated), bytes(one.blinded), keys.publicKey, bytes(one.proof));
    assert.equal(hex(output), one.output);
    const own = voprf.blind(bytes(one.input));
    const answer = voprf.blindEvaluate(keys.secretKey, keys.publicKey, own.blinded);
    const again = voprf.finalize(
      bytes(one.input), own.blind, answer.evaluated, own.blinded, keys.publicKey, answer.proof);
    assert.equal(hex(again), one.output);
  }
});

test('a proof of ours that was altered does not hold there', () => {
  const [one] = cases;
  const proof = bytes(one.proof);
  proof[40] ^= 1;
  assert.throws(() => p256_oprf.voprf.finalize(
    bytes(one.input), bytes(one.blind), bytes(one.evaluated), bytes(one.blinded), bytes(one.publicKey), proof));
});
