import { execFileSync } from 'node:child_process';
import { Ajv } from 'ajv';
import { array, assert, constantFrom, property, string, stringMatching, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EvidenceSchema } from './evidence.ts';
import type { HeaderList } from './exchange.ts';
import { redactor, remover } from './redact.ts';
import { answered, env, exchangeOf, targetWith } from './testing/target.ts';

const target = targetWith();
const targetOfToken = (token: string) => targetWith({}, { ...env, ACME_TOKEN: token });

/** The ways in which a token may come back, each with the way to read it again. */
const encodings: Record<string, { write: (text: string) => string; read: (text: string) => string[] }> = {
  plain: { write: (text) => text, read: (text) => [text] },
  percent: { write: encodeURIComponent, read: percent },
  'percent, lower case': {
    write: (text) => encodeURIComponent(text).replace(/%../g, (triplet) => triplet.toLowerCase()),
    read: percent,
  },
  'percent, all of it': {
    write: (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    read: percent,
  },
  base64: { write: (text) => Buffer.from(text).toString('base64'), read: base64 },
  base64url: { write: (text) => Buffer.from(text).toString('base64url'), read: base64 },
  hex: { write: (text) => Buffer.from(text).toString('hex'), read: hex },
  'hex, upper case': { write: (text) => Buffer.from(text).toString('hex').toUpperCase(), read: hex },
  JSON: { write: (text) => JSON.stringify(text).slice(1, -1), read: json },
  'JSON, slashes escaped': { write: (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'), read: json },
  'JSON, safe in HTML': {
    write: (text) =>
      JSON.stringify(text)
        .slice(1, -1)
        .replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
    read: json,
  },
  HTML: { write: html, read: (text) => [unhtml(text)] },
};

function percent(text: string): string[] {
  return [text.replace(/%([0-9a-fA-F]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)))];
}
function base64(text: string): string[] {
  return (text.match(/[\w+/-]+/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), 'base64').toString('latin1')),
  );
}
function hex(text: string): string[] {
  return (text.match(/[0-9a-fA-F]+/g) ?? []).flatMap((run) =>
    [0, 1].map((offset) => Buffer.from(run.slice(offset), 'hex').toString('latin1')),
  );
}
function json(text: string): string[] {
  return [
    text
      .replace(/\\u([0-9a-f]{4})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)))
      .replace(/\\(["\\/])/g, '$1'),
  ];
}
const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
function unhtml(text: string): string {
  return Object.entries(names).reduceRight((rest, [character, name]) => rest.replaceAll(name, character), text);
}

const token = stringMatching(/^[!-~]{8,24}$/);
const neighbour = string({ maxLength: 7 });

/** All texts of some evidence, as they were before JSON put its own escapes in. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe.each(Object.keys(encodings))('a token that comes back as %s', (name) => {
  const { write, read } = encodings[name] ?? { write: String, read: (text: string) => [text] };

  test('is not in the evidence, wherever it stood', () => {
    const places = ['request header', 'request body', 'url', 'answer header', 'answer body', 'reason'] as const;
    assert(
      property(token, neighbour, neighbour, constantFrom(...places), (secret, before, after, place) => {
        const text = write(`${before}${secret}${after}`);
        const headers: HeaderList = [['x-echo', text]];
        const common = exchangeOf().request;
        const parts = {
          'request header': { request: { ...common, headers } },
          'request body': { request: { ...common, body: Buffer.from(text) } },
          url: { request: { ...common, url: `${common.url}?${text}` } },
          'answer header': { answer: answered(200, headers) },
          'answer body': { answer: answered(200, [], text) },
          reason: { answer: { kind: 'none' as const, cause: 'broken' as const, reason: text } },
        }[place];
        const evidence = redactor(targetOfToken(secret))(exchangeOf(parts));
        expect(JSON.stringify(evidence)).not.toContain(JSON.stringify(write(secret)).slice(1, -1));
        for (const shown of textsIn(evidence)) for (const again of read(shown)) expect(again).not.toContain(secret);
      }),
    );
  });
});

test('a token among bytes that are no text is not in the evidence either', () => {
  assert(
    property(token, uint8Array({ maxLength: 9 }), uint8Array({ maxLength: 9 }), (secret, before, after) => {
      const body = Buffer.concat([Buffer.from([0xff]), before, Buffer.from(secret), after]);
      const evidence = redactor(targetOfToken(secret))(exchangeOf({ answer: answered(200, [], body) }));
      if (evidence.answer.kind !== 'answer') throw new Error('no answer');
      expect(evidence.answer.body).toMatchObject({ bytes: body.length, base64: expect.any(String) });
      expect(Buffer.from(evidence.answer.body.base64 ?? '', 'base64').toString('latin1')).not.toContain(secret);
    }),
  );
});

test('a token is named by its variable; one that holds another goes first', () => {
  const clean = remover(
    targetWith({}, { ACME_TOKEN: 'abcdefgh', ACME_TOKEN_READONLY: 'abcdefgh-ro', ACME_TOKEN_BARE: 'x$&y' }),
  );
  expect(clean('Bearer abcdefgh; abcdefgh-ro; x$&y')).toBe(
    'Bearer $ACME_TOKEN; $ACME_TOKEN_READONLY; $ACME_TOKEN_BARE',
  );
});

test('what holds no token stays as it is', () => {
  const clean = remover(target);
  assert(
    property(string({ unit: 'binary' }), (text) => {
      expect(clean(text)).toBe(text);
    }),
  );
});

test('an exchange refuses to be serialised', () => {
  expect(() => JSON.stringify(exchangeOf())).toThrow('redact');
  expect(() => JSON.stringify({ list: [exchangeOf()] })).toThrow('redact');
});

test('evidence fits its schema, with and without an answer', () => {
  const fits = new Ajv({ strict: false }).compile(EvidenceSchema);
  const none = { kind: 'none', cause: 'timeout', reason: 'no answer within 15 s' } as const;
  for (const answer of [answered(200, [['a', 'b']], '{}'), answered(500, [], Buffer.from([0xff])), none])
    expect(fits(redactor(target)(exchangeOf({ answer }))), JSON.stringify(fits.errors)).toBe(true);
});

test('evidence keeps the order and the repetition of fields, and a byte order mark', () => {
  const headers: HeaderList = [
    ['Set-Cookie', 'a=1'],
    ['x', '1'],
    ['set-cookie', 'b=2'],
  ];
  const { answer } = redactor(target)(exchangeOf({ answer: answered(200, headers, '\ufeff{}') }));
  expect(answer).toMatchObject({ headers, body: { text: '\ufeff{}', bytes: 5, cut: false } });
});

describe('the curl line, run by a shell', () => {
  /** What curl would be called with. */
  function argumentsOf(headers: HeaderList, body: string): string[] {
    const request = { ...exchangeOf().request, headers, body: Buffer.from(body) };
    const { curl } = redactor(target)(exchangeOf({ request }));
    const output = execFileSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${curl}`], { env, encoding: 'utf8' });
    return output.split('\0').slice(0, -1);
  }

  test('sends the token of the environment, which does not stand in the line', () => {
    const headers: HeaderList = [
      ['authorization', `Bearer ${env.ACME_TOKEN}`],
      ['x-other', `${env.ACME_TOKEN_BARE}/${env.ACME_TOKEN_READONLY}`],
    ];
    expect(argumentsOf(headers, '{}')).toEqual([
      '-i',
      '-X',
      'POST',
      'http://127.0.0.1:1/threads/thr_1/messages',
      '-H',
      'authorization: Bearer full-secret',
      '-H',
      'x-other: bare-secret/readonly-secret',
      '-H',
      'content-type:',
      expect.stringMatching(/^--data/),
      '{}',
    ]);
  });

  test('sends the body as it was, whatever characters it has', () => {
    const parts = array(
      constantFrom("'", '"', '$', '$HOME', '\\', '\n', '`id`', '!', '%s', ' ', 'é', '#', '@', '$ACME', ';'),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    assert(
      property(parts, (pieces) => {
        const body = pieces.join('');
        expect(argumentsOf([['content-type', 'a\'b"c$d\\e']], body).slice(-4)).toEqual([
          '-H',
          'content-type: a\'b"c$d\\e',
          '--data-raw',
          body,
        ]);
      }),
      { numRuns: 30 },
    );
  });

  test('has no body where the request had none', () => {
    expect(argumentsOf([], '')).toHaveLength(4);
  });
});
