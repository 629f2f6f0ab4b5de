// SPDX-License-Identifier: Apache-2.0
// What the tests share: where the gateway is, what the model server saw, and which accounts there are.
import assert from 'node:assert/strict';

export const gateway = required('GATEWAY_URL');
const model = required('MODEL_URL');

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: NpmSdkTest starts these tests`);
  return value;
}

/** The API key of an account; see HELD in Setting.java for what holds for which. */
export const key = (account) => `sk-test-${account}`;

/** Requests that arrived at the model server with this name in the header x-test. */
export async function asked(test) {
  return (await fetch(`${model}/control/asked?test=${test}`)).json();
}

/** Resolves when the model server has seen a client leave before its stream was over. */
export async function brokenOff(test) {
  for (let tries = 0; tries < 500; tries++) {
    if (await (await fetch(`${model}/control/broken-off?test=${test}`)).json()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail('the model server still streams');
}

/** A fetch that keeps the status of every answer. */
export function watching(statuses) {
  return async (...request) => {
    const response = await fetch(...request);
    statuses.push(response.status);
    return response;
  };
}

export const reasoning = 'Wine is boiled first. Then the vapour is cooled. So it is brandy.';
export const firstSentence = 'Wine is boiled first.';

/** What becomes of reasoning text for accounts of these names. */
export const reasoningOf = {
  free: reasoning,
  observed: reasoning,
  stripped: reasoning,
  rounded: reasoning,
  sealed: reasoning,
  unreasoned: '',
  summarised: firstSentence,
  everything: '',
};

export const tool = {
  name: 'boiling_point',
  description: 'Boiling point of a liquid in degrees Celsius.',
  parameters: {
    type: 'object',
    properties: { liquid: { type: 'string' } },
    required: ['liquid'],
    additionalProperties: false,
  },
};
