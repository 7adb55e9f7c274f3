import type { TokenChange } from '../cases/case.ts';
import type { Content, Evidence } from './evidence.ts';
import type { Answer, Exchange, HeaderList, Subject } from './exchange.ts';
import type { Target } from './profile.ts';
import { changed, inShell } from './token.ts';

/** What makes evidence of an exchange: every token gone, in plain and in the encodings in which it could turn up. */
export function redactor(
  target: Target,
  publicWords: readonly string[] = [],
): (exchange: Exchange<Subject>) => Evidence {
  const clean = remover(target, publicWords);
  const quoted = quoterFor(shellVariables(target));
  const headers = (list: HeaderList): HeaderList => list.map(([name, value]) => [name, clean(value)]);
  return (exchange) => {
    const request = {
      method: exchange.request.method,
      url: clean(exchange.request.url),
      headers: headers(exchange.request.headers),
      body: contentOf(exchange.request.body, clean),
    };
    const parts = {
      id: exchange.id,
      case: exchange.case.id,
      engine: exchange.engine,
      entry: exchange.entry,
      round: exchange.round,
      attempt: exchange.attempt,
      ...(exchange.after === undefined ? {} : { after: exchange.after }),
      thread: clean(exchange.thread),
      sentAt: rounded(exchange.sentAt),
      duration: rounded(exchange.duration),
      request,
      answer:
        exchange.answer.kind === 'none'
          ? { ...exchange.answer, reason: clean(exchange.answer.reason) }
          : answerOf(exchange.answer, headers, clean),
      curl: curlLine(request, quoted),
    };
    return parts as Evidence;
  };
}

/**
 * Removes the target's tokens from a text that came from outside. `publicWords` stay, also where a token is a part of one
 * ("valid" of "validation_failed"): they stand in the contract, and what is judged must not depend on how tokens read.
 */
export function remover(target: Target, publicWords: readonly string[] = []): (text: string) => string {
  const secrets = [...target.tokens.values()]
    .flatMap(({ value, env }) => formsOf(value).map(({ form, change }) => ({ form, name: inShell(env, change) })))
    // A long one first: it may contain a shorter one.
    .toSorted((one, other) => other.form.length - one.form.length);
  const stays = publicWords.filter((word) => secrets.some(({ form }) => word.includes(form)));
  const alternatives = [stays.map(literal), ...secrets.map(({ form }) => patternsOf(form))];
  const names = [undefined, ...secrets.map(({ name }) => name)];
  // One pass: what was put in must not be searched again.
  const pattern = new RegExp(alternatives.map((patterns) => `(${patterns.join('|') || '(?!)'})`).join('|'), 'g');
  return (text) =>
    text.replace(pattern, (found, ...groups) => names[groups.findIndex((group) => group !== undefined)] ?? found);
}

/** A token, and what of it is sent beside it. With more behind it, it still has itself inside. */
function formsOf(token: string): { form: string; change?: TokenChange }[] {
  return [
    { form: token },
    ...(['shorter', 'other-case'] as const).flatMap((change) => {
      const form = changed(token, change);
      return form === '' || form === token ? [] : [{ form, change }];
    }),
  ];
}

/** Shorter codes than this stand in any text by chance. */
const shortestCode = 6;

/** A secret as it may stand in a text: each character plain or escaped, hexadecimal, base64 at any alignment. */
function patternsOf(secret: string): string[] {
  const characters = [...secret].map((character) => `(?:${writings(character).join('|')})`);
  const hex = [...Buffer.from(secret)].map((byte) => anyCase(byte.toString(16).padStart(2, '0')));
  const codes = base64Of(secret).filter(({ length }) => length >= shortestCode);
  return [characters.join(''), ...(secret.length * 2 >= shortestCode ? [hex.join('')] : []), ...codes.map(literal)];
}

/** The ways in which JSON, HTML and URLs write a character. What must not be escaped may be. */
function writings(character: string): string[] {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  return [
    // JSON writes a slash or a quotation mark with a backslash before it.
    `${/\w/.test(character) ? '' : '\\\\?'}${literal(character)}`,
    `%${anyCase(hex.padStart(2, '0'))}`,
    `\\\\u${anyCase(hex.padStart(4, '0'))}`,
    `&#0*${code};`,
    `&#[xX]0*${anyCase(hex)};`,
    ...(htmlNames[character] ?? []).map((name) => `&${name};`),
  ];
}

const htmlNames: Record<string, string[]> = {
  '&': ['amp'],
  '<': ['lt'],
  '>': ['gt'],
  '"': ['quot'],
  "'": ['apos'],
};

/** The characters of a text's base64 and base64url forms that do not depend on its neighbours, at each alignment. */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const start = [0, 2, 3][shift] ?? 0;
    const end = (shift + bytes.length) % 3 === 0 ? shifted.length : shifted.length - 1;
    const sure = shifted.slice(start, end);
    return sure === '' ? [] : [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function anyCase(text: string): string {
  return text.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function answerOf(answer: Answer, headers: (list: HeaderList) => HeaderList, clean: (text: string) => string) {
  return {
    kind: answer.kind,
    status: answer.status,
    headers: headers(answer.headers),
    body: contentOf(answer.body, clean),
  };
}

function contentOf(body: Buffer, clean: (text: string) => string): Content {
  // Tokens are ASCII, so they can be found byte for byte whatever the encoding around them.
  const cleaned = Buffer.from(clean(body.toString('latin1')), 'latin1');
  const common = { bytes: body.length, cut: false };
  try {
    return { ...common, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(cleaned) };
  } catch {
    return { ...common, base64: cleaned.toString('base64') };
  }
}

/** A command line for a POSIX shell that sends the request again; tokens come from the environment. */
function curlLine(
  request: { url: string; headers: HeaderList; body: Content },
  quoted: (text: string) => string,
): string {
  const headers = request.headers
    .filter(([name]) => !curlsOwn.has(name.toLowerCase()))
    .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  // curl would call the body a form.
  const isTyped = request.headers.some(([name]) => name.toLowerCase() === 'content-type');
  const { bytes, text, base64 } = request.body;
  const data = bytes === 0 ? [] : [base64 === undefined ? `--data-raw ${quoted(text ?? '')}` : '--data-binary @-'];
  const typed = isTyped || bytes === 0 ? [] : ["-H 'content-type:'"];
  const line = ['curl -i -X POST', quoted(request.url), ...headers, ...typed, ...data].join(' ');
  return base64 === undefined ? line : `printf %s ${quoted(base64)} | base64 -d | ${line}`;
}

/** What curl sets itself, or sets better. */
const curlsOwn = new Set(['host', 'content-length', 'connection', 'accept-encoding']);

/** Quotes a text for the shell, which fills in the variables among it. */
function quoterFor(variables: readonly string[]): (text: string) => string {
  const among = new RegExp(`(${variables.map(literal).join('|') || '(?!)'})`);
  return (text) =>
    text
      .split(among)
      .filter((part) => part !== '')
      .map((part) => (variables.includes(part) ? `"${part}"` : `'${part.replaceAll("'", "'\\''")}'`))
      .join('');
}

/** How the shell writes each token and what is made of it, the longest first. */
function shellVariables(target: Target): string[] {
  return [...target.tokens.values()]
    .flatMap(({ value, env }) => formsOf(value).map(({ change }) => inShell(env, change)))
    .sort((a, b) => b.length - a.length);
}

function rounded(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 1000) / 1000);
}
