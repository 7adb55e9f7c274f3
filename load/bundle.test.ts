import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleEntry, bundleScenarios } from './bundle.ts';
import type { Answers } from './scenarios/judge.ts';
import { validatorSource } from './validator.ts';

const CONTRACT: unknown = JSON.parse(
  await readFile(join(import.meta.dirname, '..', 'contracts', 'openapi-v2.json'), 'utf8'),
);
const GENERATED = join(import.meta.dirname, 'scenarios', 'generated', 'validator.js');

/** The validator as it stands in the bundle, running here. */
async function bundledValidator(contract: unknown, status = 200): Promise<(data: unknown) => boolean> {
  const source = validatorSource(contract);
  if (source.kind === 'failed') throw new Error(source.why);
  const bundle = await bundleEntry(GENERATED, source.code);
  if (bundle.kind === 'failed') throw new Error(bundle.why);
  const module: { answers: Answers } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(bundle.code)}`
  );
  const validate = module.answers.validators[status];
  if (validate === undefined) throw new Error(`there is no validator for ${status}`);
  return validate;
}

function contractOf(responses: object, components: object = {}): unknown {
  return { openapi: '3.0.3', paths: { '/threads/{thread_id}/messages': { post: { responses } } }, components };
}

function contractWith(schema: object, components: object = {}): unknown {
  const response = { content: { 'application/json': { schema } } };
  return contractOf({ 200: response }, components);
}

test('the bundled validator takes the right answer and refuses the wrong ones', async () => {
  const valid = await bundledValidator(CONTRACT);
  const right = { id: 'm1', thread_id: 'thr_1', channel: 'live_chat' };
  expect(valid(right)).toBe(true);
  for (const wrong of [
    { ...right, id: 1 },
    { ...right, id: null },
    { ...right, channel: 'fax' },
    { ...right, extra: true },
    { id: 'm1', channel: 'email' },
    { thread_id: 'thr_1', channel: 'email' },
    { id: 'm1', thread_id: 'thr_1' },
    [right],
    'm1',
    null,
  ]) {
    expect(valid(wrong), JSON.stringify(wrong)).toBe(false);
  }
});

test('it is the contract that decides, also with references, nullable and lengths; a format is a hint', async () => {
  const schema = { $ref: '#/components/schemas/Sent~1v2' };
  const properties = {
    id: { type: 'string', minLength: 2, nullable: true },
    from: { type: 'string', format: 'email' },
    size: { type: 'integer', minimum: 0, exclusiveMinimum: true },
    reply: { nullable: true, allOf: [{ type: 'object' }] },
  };
  const valid = await bundledValidator(
    contractWith(schema, { schemas: { 'Sent/v2': { type: 'object', properties } } }),
  );
  const right = [{ id: 'ab' }, { id: null }, { from: 'a@example.com' }, { from: 'nobody' }, { size: 1 }, { reply: {} }];
  expect(right.filter((one) => !valid(one))).toEqual([]);
  expect([{ id: '💥' }, { id: 1 }, { from: 7 }, { size: 0 }, { reply: 'x' }].filter(valid)).toEqual([]);
});

test('each status of success has its own validator, and no other status has one', async () => {
  const answerWith = (schema: object) => ({ content: { 'application/json': { schema } } });
  const required = (name: string) => answerWith({ type: 'object', required: [name] });
  const responses = { 201: required('id'), '2XX': required('job'), default: answerWith({}) };
  const contract = contractOf(responses);
  expect((await bundledValidator(contract, 201))({ id: 'm1' })).toBe(true);
  expect((await bundledValidator(contract, 202))({ id: 'm1' })).toBe(false);
  expect((await bundledValidator(contract, 202))({ job: 'j1' })).toBe(true);
  await expect(bundledValidator(contract, 400)).rejects.toThrow('no validator for 400');
});

test('the judge learns where answers name the message, its thread and its channel', () => {
  const text = { type: 'string' };
  const message = { type: 'object', properties: { id: text, thread_id: text, channel: text } };
  const wrapped = { type: 'object', properties: { message: { $ref: '#/components/schemas/Message' } } };
  const named = (schema: object): unknown => validatorSource(contractWith(schema, { schemas: { Message: message } }));
  expect(named(wrapped)).toMatchObject({
    code: expect.stringContaining(
      'id: ["message","id"], thread: ["message","thread_id"], channel: ["message","channel"]',
    ),
  });
  expect(named({ allOf: [{ $ref: '#/components/schemas/Message' }] })).toMatchObject({
    code: expect.stringContaining('id: ["id"], thread: ["thread_id"], channel: ["channel"]'),
  });
  expect(named({ type: 'object' })).toMatchObject({ code: expect.stringContaining('id: [], thread: [], channel: []') });
});

test('a contract without an answer, or with one that is no schema, is said so', () => {
  expect(validatorSource({ openapi: '3.0.3', paths: {} })).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('status 2xx'),
  });
  expect(validatorSource(null)).toMatchObject({ kind: 'failed' });
  expect(validatorSource(contractWith({ type: 'strnig' }))).toMatchObject({ kind: 'failed', why: expect.any(String) });
  expect(validatorSource(contractWith({ $ref: '#/components/none' }))).toMatchObject({ kind: 'failed' });
});

test.each(['extension', 'stream'] as const)('the bundle for %s imports nothing but k6', async (output) => {
  const bundle = await bundleScenarios(CONTRACT, output);
  if (bundle.kind === 'failed') throw new Error(bundle.why);
  const imports = [...bundle.code.matchAll(/(?:from|import)\s*"([^"]+)"|require\(/g)].map((match) => match[1]);
  expect(imports.length).toBeGreaterThan(0);
  for (const name of imports) expect(name).toMatch(output === 'stream' ? /^k6(\/(?!x)|$)/ : /^k6(\/|$)/);
});

// For a k6 with xk6-ts, which runs the sources unbundled. When this fails the contract has changed:
// `npx vitest run load/bundle.test.ts -u` writes the file again.
test('scenarios/generated/validator.js is that of contracts/openapi-v2.json', async () => {
  const source = validatorSource(CONTRACT);
  if (source.kind === 'failed') throw new Error(source.why);
  await expect(source.code).toMatchFileSnapshot(GENERATED);
});
