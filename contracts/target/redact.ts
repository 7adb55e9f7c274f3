import type { Content, Evidence } from './evidence.ts';
import type { Answer, Exchange, HeaderList } from './exchange.ts';
import type { Target } from './profile.ts';

/** Makes evidence of an exchange: every token gone, in plain and in the encodings in which it could turn up. */
export function redact(exchange: Exchange, target: Target): Evidence {
  const clean = remover(target);
  const headers = (list: HeaderList): HeaderList => list.map(([name, value]) => [name, clean(value)]);
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
    thread: clean(exchange.thread),
    sentAt: round(exchange.sentAt),
    duration: round(exchange.duration),
    attempts: exchange.attempts,
    request,
    answer:
      exchange.answer.kind === 'none'
        ? { kind: exchange.answer.kind, reason: clean(exchange.answer.reason) }
        : answerOf(exchange.answer, headers, clean),
    curl: curlLine(request, environmentNames(target)),
  };
  return parts as Evidence;
}

/** Removes the target's tokens from a text that came from outside. */
export function remover(target: Target): (text: string) => string {
  const patterns = [...target.tokens.values()]
    // A long token first: it may contain a shorter one.
    .toSorted((a, b) => b.value.length - a.value.length)
    .map(({ value, env }) => ({ pattern: new RegExp(patternsOf(value).join('|'), 'g'), name: `$${env}` }));
  return (text) => patterns.reduce((rest, { pattern, name }) => rest.replace(pattern, () => name), text);
}

/** A secret as it may stand in a text: each character plain or escaped, hexadecimal, base64 at any alignment. */
function patternsOf(secret: string): string[] {
  const characters = [...secret].map((character) => `(?:${writings(character).join('|')})`);
  const hex = [...Buffer.from(secret)].map((byte) => anyCase(byte.toString(16).padStart(2, '0')));
  return [characters.join(''), hex.join(''), ...base64Of(secret).map(literal)];
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
function curlLine(request: { url: string; headers: HeaderList; body: Content }, names: string[]): string {
  const quoted = (text: string) => quote(text, names);
  const headers = request.headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const data = request.body.bytes > 0 ? [`--data-raw ${quoted(request.body.text ?? '')}`] : [];
  return ['curl -i -X POST', quoted(request.url), ...headers, ...data].join(' ');
}

function quote(text: string, names: string[]): string {
  const variables = names.map((name) => literal(`$${name}`));
  const parts = variables.length > 0 ? text.split(new RegExp(`(${variables.join('|')})`)) : [text];
  return parts
    .filter((part) => part !== '')
    .map((part) =>
      names.includes(part.slice(1)) && part.startsWith('$') ? `"${part}"` : `'${part.replaceAll("'", "'\\''")}'`,
    )
    .join('');
}

function environmentNames(target: Target): string[] {
  return [...target.tokens.values()].map(({ env }) => env).sort((a, b) => b.length - a.length);
}

function round(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 1000) / 1000);
}
