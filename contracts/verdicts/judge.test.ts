import { describe, expect, test } from 'vitest';
import { contract } from '../clauses/testing/document.ts';
import { caseCalled, cases, ordinaryCase } from '../target/testing/target.ts';
import {
  clauses,
  controlsOf,
  failures,
  judged,
  none,
  type Reply,
  refuses,
  rightAnswerTo,
  says,
  sends,
  sent,
  verdictsOn,
} from './testing/run.ts';

const ordinary = ordinaryCase.id;
const tooLong = 'request.body.cc[].email.maxLength/255';
const attached = 'request.body.attachments[].required/only-required';

test('a target without fault: everything is passed, with a reason', () => {
  const verdicts = judged(cases.map((one) => sent(one, rightAnswerTo(one))));
  expect(verdicts.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  expect(verdicts.filter(({ reason }) => reason === '')).toEqual([]);
  const decided = new Set(verdicts.map(({ clause }) => clause));
  const out = contract.clauses.map(({ id }) => id).filter((id) => !decided.has(id));
  expect(out.filter((id) => !id.startsWith('response.default.body.issues'))).toEqual([]);
});

test('the order of the exchanges does not matter', () => {
  const run = cases.map((one, index) => sent(one, index % 7 === 0 ? refuses(500) : rightAnswerTo(one)));
  const said = (verdicts: ReturnType<typeof judged>) => verdicts.map((one) => JSON.stringify(one)).toSorted();
  expect(said(judged(run.toReversed()))).toEqual(said(judged(run)));
});

describe('a message that must go out', () => {
  test.each([201, 202, 204, 206])('and is answered with %i breaks one clause', (status) => {
    expect(failures(ordinary, (one) => ({ ...sends(one), status }))).toEqual(['response.200']);
  });

  test('and is answered with 204 and nothing breaks one clause', () => {
    expect(failures(ordinary, says(204, ''))).toEqual(['response.200']);
  });

  test.each([400, 401, 404, 422, 301])('and is refused with %i breaks what the case is about', (status) => {
    expect(failures(ordinary, refuses(status))).toEqual(['request.body.required']);
    expect(failures('says.slack-channel-id/stored', refuses(status))).toEqual(['says.slack-channel-id']);
  });

  test('on the wrong channel breaks says.channel alone', () => {
    expect(failures(ordinary, (one) => sends(one, { channel: 'slack' }))).toEqual(['says.channel']);
    expect(failures('says.channel/teams', (one) => sends(one, { channel: 'email' }))).toEqual(['says.channel']);
  });

  test('answered with the id of another thread breaks the echo alone', () => {
    expect(failures(ordinary, (one) => sends(one, { thread_id: 'thr_other' }))).toEqual(['means.thread_id.echo']);
  });

  test('refused with its control says nothing: something else is wrong', () => {
    const one = caseCalled('says.html/markup');
    const subject = sent(one, refuses(400));
    const verdicts = judged([
      sent(ordinaryCase, refuses(400)),
      sent(caseCalled('says.channel/teams'), refuses()),
      subject,
    ]);
    const own = verdicts.filter(({ case: id }) => id === one.id);
    expect(clauses(own, 'cantTell')).toEqual(['says.html']);
    expect(own.find(({ outcome }) => outcome === 'cantTell')?.reason).toContain(ordinary);
  });

  test('with an attachment: a refusal counts only when the profile names a URL that can be fetched', () => {
    expect(failures(attached, refuses(400), true)).toEqual(['request.body.attachments[].required']);
    const unknown = verdictsOn(attached, refuses(400), false);
    expect(clauses(unknown)).toEqual([]);
    expect(clauses(unknown, 'cantTell')).toEqual(['request.body.attachments[].required']);
    expect(clauses(verdictsOn(attached, sends, false), 'passed')).toContain('request.body.attachments[].required');
  });
});

describe('a message that must be refused', () => {
  test.each([400, 401, 403, 404, 405, 413, 415, 422])('and is, with %i, passes: which 4xx is open', (status) => {
    expect(failures(tooLong, refuses(status))).toEqual([]);
  });

  test.each([
    [tooLong, 'request.body.cc[].email.maxLength'],
    ['security.bearer/missing', 'security.bearer'],
    ['security.bearer/unknown-token', 'security.bearer'],
    ['says.scope/without', 'says.scope'],
    ['means.thread_id.exists/unknown', 'means.thread_id.exists'],
    ['means.workspace/foreign', 'means.workspace'],
    ['says.slack-channel-id/missing', 'says.slack-channel-id'],
    ['request.required/none', 'request.required'],
    ['request.media-type/not-json', 'request.media-type'],
    ['says.integration/teams', 'says.integration'],
    ['request.body.cc[].email.format/no-at', 'request.body.cc[].email.format (should)'],
    ['says.https-url/http', 'says.https-url (should)'],
    ['rfc.media-type/text', 'rfc.media-type (should)'],
    ['security.bearer/no-scheme', 'security.bearer (should)'],
  ])('%s: accepted, it breaks %s', (id, clause) => {
    expect(failures(id, sends)).toEqual([clause]);
  });

  test('is not by a 200 with an error in it: 200 says that it went out', () => {
    const said = failures(tooLong, says(200, { message: 'no', code: 'bad_request' }));
    expect(said).toContain('request.body.cc[].email.maxLength');
  });

  test('proves nothing when its control was refused too', () => {
    const one = caseCalled(tooLong);
    const others = controlsOf(one).map((exchange) => ({ ...exchange, answer: refuses(400) }));
    const verdicts = judged([
      ...others,
      sent(caseCalled('says.channel/teams'), sends(caseCalled('says.channel/teams'))),
      sent(one, refuses()),
    ]);
    expect(
      clauses(
        verdicts.filter(({ case: id }) => id === tooLong),
        'cantTell',
      ),
    ).toEqual(one.clauses);
  });

  test('stands when its control was not sent, but other messages went out; not when none did', () => {
    const one = caseCalled(tooLong);
    const teams = caseCalled('says.channel/teams');
    const subject = sent(one, refuses());
    const own = (verdicts: ReturnType<typeof judged>) => verdicts.filter(({ case: id }) => id === tooLong);
    expect(clauses(own(judged([sent(teams, sends(teams)), subject])), 'passed')).toContain(
      'request.body.cc[].email.maxLength',
    );
    expect(clauses(own(judged([subject])), 'cantTell')).toEqual(['request.body.cc[].email.maxLength']);
  });

  test('with a 5xx is refused, and warned about', () => {
    expect(failures(tooLong, refuses(500))).toEqual(['rfc.client-error-4xx (should)']);
    expect(failures(tooLong, refuses(302))).toEqual(['rfc.client-error-4xx (should)']);
  });

  test('for want of a token: 401 with WWW-Authenticate, else a warning', () => {
    expect(failures('security.bearer/missing', refuses(401))).toEqual([]);
    expect(failures('security.bearer/missing', refuses(403))).toEqual(['rfc.missing-token-401 (should)']);
    expect(failures('security.bearer/missing', says(401, { message: 'no', code: 'x' }))).toEqual([
      'rfc.www-authenticate (should)',
    ]);
    expect(failures('says.scope/without', refuses(403))).toEqual([]);
    expect(failures('says.scope/without', says(401, { message: 'no', code: 'x' }))).toEqual([]);
  });
});

describe('an integration that is not configured', () => {
  const id = 'says.integration/slack';
  test('is exactly 400 with the code validation_failed', () => {
    expect(failures(id, refuses(400, 'validation_failed'))).toEqual([]);
  });

  test.each([
    ['another code', refuses(400, 'integration_missing')],
    ['the code in another case', refuses(400, 'VALIDATION_FAILED')],
    ['another status', refuses(422, 'validation_failed')],
    ['404', refuses(404, 'not_found')],
  ])('and nothing else: %s', (_, reply) => {
    expect(failures(id, reply)).toEqual(['says.integration']);
  });

  test('proves nothing on a target that refuses a configured channel just so', () => {
    const one = caseCalled(id);
    const refused = refuses(400, 'validation_failed');
    const verdicts = judged([sent(ordinaryCase, refused), sent(one, refused)]);
    expect(clauses(verdicts, 'cantTell')).toContain('says.integration');
    expect(clauses(verdicts, 'passed')).not.toContain('says.integration');
  });
});

describe('what has no effect on another channel', () => {
  const id = 'says.cc/@slack-thread';
  test('may be refused: that is worth knowing, no more', () => {
    expect(failures(id, refuses(400))).toEqual(['says.cc (info)']);
  });

  test('and had one, when without it the channel was right', () => {
    const one = caseCalled(id);
    const wrong = (message = 'm1') => sent(one, sends(one, { channel: 'email', id: message }));
    const brokenBy = (run: ReturnType<typeof sent>[]) => new Set(clauses(judged([...controlsOf(one), ...run])));
    expect(brokenBy([wrong(), wrong('m2')])).toEqual(new Set(['says.cc', 'says.channel']));
    // Once may be the answer to somebody else.
    expect(brokenBy([wrong()])).toEqual(new Set(['says.channel']));
    expect(brokenBy([wrong(), wrong('m2'), sent(one, sends(one))])).toEqual(new Set(['says.channel']));
  });

  test('and had none that shows, when the channel was wrong without it too', () => {
    const one = caseCalled(id);
    const control = caseCalled('says.slack-channel-id/given');
    const verdicts = judged([
      sent(control, sends(control, { channel: 'email' })),
      sent(one, sends(one, { channel: 'email' })),
    ]);
    expect(clauses(verdicts)).toEqual(['says.channel', 'says.channel']);
  });
});

describe('rate limits', () => {
  test.each([429, 503])('%i decides nothing about the case', (status) => {
    for (const id of [ordinary, tooLong, 'says.integration/email', 'says.cc/@teams-thread']) {
      const verdicts = verdictsOn(id, refuses(status)).filter(({ clause }) => caseCalled(id).clauses.includes(clause));
      expect(verdicts.map(({ outcome }) => outcome)).toEqual(['cantTell']);
      expect(verdicts[0]?.reason).toContain(String(status));
    }
  });

  test.each([429, 503])('%i is an error response like another, and looks like one', (status) => {
    expect(failures(ordinary, says(status, 'come back later', 'text/plain'))).toEqual(['response.default.media-type']);
  });
});

describe('accidents', () => {
  test('a 5xx to a message that must go out is one once, and a fault twice', () => {
    const once = sent(ordinaryCase, refuses(500));
    expect(clauses(judged([once]))).toEqual([]);
    expect(clauses(judged([once]), 'cantTell')).toEqual(['request.body.required']);
    const twice = judged([once, sent(ordinaryCase, refuses(502))]);
    expect(clauses(twice)).toEqual(['request.body.required', 'request.body.required']);
  });

  test.each(['timeout', 'broken'] as const)('no answer (%s) is one once, and a fault twice', (cause) => {
    const once = judged([sent(ordinaryCase, none(cause))]);
    expect(clauses(once)).toEqual([]);
    expect(clauses(once, 'cantTell')).toEqual(['request.body.required', 'response.200']);
    const twice = judged([sent(ordinaryCase, none(cause)), sent(caseCalled(tooLong), none(cause))]);
    expect(clauses(twice)).toEqual(['response.200', 'response.default']);
    expect(twice.find(({ outcome }) => outcome === 'failed')?.reason).toContain(`none: ${cause}; 2 requests`);
  });

  test('each attempt counts: unanswered twice is twice, put off first is once', () => {
    const attempts = (first: Reply, second: Reply) => [
      sent(ordinaryCase, first, { attempt: 1 }),
      sent(ordinaryCase, second, { attempt: 2 }),
    ];
    expect(clauses(judged(attempts(none('broken'), none('broken'))))).toEqual(['response.200', 'response.200']);
    expect(clauses(judged(attempts(refuses(503), none('timeout'))))).toEqual([]);
    expect(clauses(judged(attempts(none('broken'), sends(ordinaryCase))))).toEqual([]);
  });

  test('past what the document bounds, silence is no more than a warning, and never makes another one a fault', () => {
    const huge = caseCalled('request.body.content.type/huge');
    const silent = () => sent(huge, none('broken'));
    expect(new Set(clauses(judged([silent(), silent()])))).toEqual(new Set(['response.200 (should)']));
    expect(clauses(judged([silent(), sent(ordinaryCase, none('timeout'))]))).toEqual([]);
  });

  test.each(['limit', 'unreachable'] as const)('%s is never the target’s fault', (cause) => {
    const verdicts = judged([1, 2, 3].map(() => sent(ordinaryCase, none(cause))));
    expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(new Set(['cantTell']));
  });
});

describe('an empty thread id', () => {
  const id = 'path.thread_id.required/empty';
  test.each([
    ['an HTML page', says(404, '<h1>Not found</h1>', 'text/html')],
    ['a page with 200', says(200, '<h1>Welcome</h1>', 'text/html')],
    ['nothing', says(405, '')],
  ])('is not of this operation: %s is a refusal like another', (_, reply) => {
    expect(failures(id, reply)).toEqual([]);
  });

  test('is accepted when the answer is that of a message', () => {
    expect(failures(id, sends)).toEqual(['path.thread_id.required']);
  });
});

test('an id that comes again is a warning, on the second message', () => {
  const teams = caseCalled('says.channel/teams');
  const verdicts = judged([
    sent(ordinaryCase, sends(ordinaryCase, { id: 'm' })),
    sent(teams, sends(teams, { id: 'm' })),
  ]);
  expect(clauses(verdicts)).toEqual(['means.id.unique (should)']);
  expect(verdicts.find(({ outcome }) => outcome === 'failed')?.case).toBe(teams.id);
});
