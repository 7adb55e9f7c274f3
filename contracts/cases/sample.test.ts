import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { assert, constantFrom, integer, jsonValue, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { fill, placeholders } from './sample.ts';
import { emailOfLength } from './texts.ts';

test('an address of any length from 6 to 320 is one that nobody disputes', () => {
  const ajv = new Ajv();
  addFormats.default(ajv);
  const isEmail = ajv.compile({ type: 'string', format: 'email' });
  for (let length = 6; length <= 320; length++) {
    const address = emailOfLength(length);
    const [local = '', domain = '', ...rest] = address.split('@');
    const labels = domain.split('.');
    expect(address).toHaveLength(length);
    expect(isEmail(address), address).toBe(true);
    expect(rest).toEqual([]);
    expect(local.length).toBeGreaterThan(0);
    expect(local.length).toBeLessThanOrEqual(64);
    expect(domain.length).toBeLessThanOrEqual(255);
    expect(labels.length).toBeGreaterThan(1);
    for (const label of labels) expect(label).toMatch(/^[a-z]{1,63}$/);
  }
});

test('only a text that is a stand-in as a whole is replaced', () => {
  const values = { [placeholders.channelId]: 'C1' };
  expect(fill({ a: ['{{channelId}}', 'x {{channelId}}'], '{{channelId}}': null }, values)).toEqual({
    a: ['C1', 'x {{channelId}}'],
    '{{channelId}}': null,
  });
  assert(
    property(jsonValue(), string(), constantFrom('toString', '__proto__'), integer(), (value, text, name, number) => {
      const body = JSON.parse(JSON.stringify([value, text, name, number]));
      expect(fill(body, values)).toEqual(body);
    }),
  );
});
