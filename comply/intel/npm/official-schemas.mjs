// SPDX-License-Identifier: Apache-2.0
// Holds a bundle against the official schemas of STIX 2.1 with Ajv: SCHEMAS is their folder, BUNDLE the file.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';

function validators() {
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: false, allErrors: true });
  const byType = new Map();
  for (const folder of ['common', 'observables', 'sdos', 'sros']) {
    for (const file of readdirSync(`${process.env.SCHEMAS}/${folder}`)) {
      const schema = JSON.parse(readFileSync(`${process.env.SCHEMAS}/${folder}/${file}`, 'utf8'));
      ajv.addSchema(schema);
      byType.set(file.replace('.json', ''), schema.$id);
    }
  }
  return (object) => {
    const id = byType.get(object.type) ?? byType.get('cyber-observable-core');
    const fits = ajv.getSchema(id);
    return fits(object) ? [] : fits.errors.map((error) => `${object.type}${error.instancePath} ${error.message}`);
  };
}

test('every object is valid STIX 2.1 by Ajv', () => {
  const faults = validators();
  const { objects } = JSON.parse(readFileSync(process.env.BUNDLE, 'utf8'));
  assert.ok(objects.length > 10);
  assert.deepEqual(objects.flatMap(faults), []);
  assert.notDeepEqual(faults({ ...objects.find((o) => o.type === 'indicator'), pattern: 7 }), []);
});
