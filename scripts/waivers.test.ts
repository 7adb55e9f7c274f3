import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../fixtures/reference/index.ts';
import type { RunRecord } from '../reports/record/record.ts';
import { directory, type Outcome, profileFile, sendproof } from './testing/cli.ts';

const waiver = (about: object) => ({
  reason: 'mended in the next release',
  owner: 'Ana',
  expires: '2999-12-31',
  ...about,
});

const waiversFile = (content: unknown): string => {
  const path = join(directory(), 'waivers.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** A run of the cases about the channel, on a reference that answers every thread as if it were an email thread. */
const audited = async (waivers: object[], ...more: string[]): Promise<Outcome & { record: RunRecord; out: string }> => {
  const server = await serve({ defect: 'channel-always-email' });
  onTestFinished(() => server.close());
  const out = join(directory(), 'run');
  const argv = ['contract', '--target', profileFile(server.profile), '--engine', 'probe', '--only', 'says.channel'];
  const outcome = await sendproof([...argv, '--waivers', waiversFile({ waivers }), '--out', out, ...more], {
    env: server.env,
  });
  return { ...outcome, out, record: JSON.parse(readFileSync(join(out, 'record.json'), 'utf8')) };
};

describe('a run with waivers', () => {
  test('does not fail for what is waived, and shows it everywhere', async () => {
    // A waiver of a change is for "sendproof diff": here it is neither needless nor expired.
    const ofChange = waiver({ change: 'request.body', sentence: 'content is new', expires: '2020-01-31' });
    const { code, stderr, record, out } = await audited([waiver({ clause: 'says.channel' }), ofChange]);
    expect(code).toBe(0);
    expect(stderr).toContain('does what the contract demands, but for what is waived');
    expect(stderr).toContain('waived until 2999-12-31 by Ana: mended in the next release');
    expect(record).toMatchObject({ result: 'passed', waivers: [waiver({ clause: 'says.channel' })] });
    expect(record.verdicts.some(({ outcome }) => outcome === 'failed')).toBe(true);
    for (const file of ['report.html', 'junit.xml', 'summary.md'])
      expect(readFileSync(join(out, file), 'utf8')).toContain(
        'waived until 2999-12-31 by Ana: mended in the next release',
      );
    expect(await sendproof(['report', out])).toMatchObject({ code: 0 });
  });

  test('fails for what is not waived', async () => {
    const { record: all } = await audited([]);
    const [first] = all.verdicts.filter(({ outcome, level }) => outcome === 'failed' && level === 'must');
    const { code, stderr } = await audited([waiver({ case: first?.case })]);
    expect(code).toBe(1);
    expect(stderr).toContain('1 waived');
  });

  test('fails for a waiver that has expired, and says so', async () => {
    const expired = waiver({ clause: 'says.html', expires: '2020-01-31' });
    const { code, stderr, record } = await audited([waiver({ clause: 'says.channel' }), expired]);
    expect(code).toBe(1);
    expect(record.result).toBe('failed');
    expect(stderr).toContain('fails for its waivers alone: 1 waiver has expired');
    expect(stderr).toContain('waiver of clause says.html (Ana, until 2020-01-31)');
  });

  test('fails for a waiver of what no longer fails, and not for one of what this run did not test', async () => {
    const idle = waiver({ clause: 'says.html' });
    expect((await audited([waiver({ clause: 'says.channel' }), idle])).code).toBe(0);
    const { code, stderr } = await audited([waiver({ clause: 'says.channel' }), waiver({ clause: 'response.200' })]);
    expect(code).toBe(1);
    expect(stderr).toContain('1 waiver is no longer needed');
  });
});

describe('a file of waivers that is wrong is misuse, and nothing is sent', () => {
  const withFile = (path: string, command = 'contract'): Promise<Outcome> => {
    // Nobody listens there: a run that was begun would give no answer, which is 3.
    const profile = { name: 'x', baseUrl: 'http://127.0.0.1:9', tokens: { full: { env: 'T' } }, states: {} };
    return sendproof([command, '--target', profileFile(profile), '--waivers', path], { env: { T: 't' } });
  };

  test('all that is wrong is said at once, with pointers and the nearest names', async () => {
    const { code, stderr } = await withFile(
      waiversFile({
        waivers: [
          { clause: 'request.body.cc[].email.maxlength', reason: 'r', owner: 'o', expires: '2027-02-30' },
          { case: 'nothing of the kind', reason: 'r', owner: 'o', until: '2027-01-31' },
          waiver({ clause: 'says.channel', case: 'says.channel' }),
        ],
      }),
    );
    expect(code).toBe(2);
    for (const part of [
      '/waivers/0/clause "request.body.cc[].email.maxlength" is the id of no clause; the nearest is "request.body.cc[].email.maxLength"',
      '/waivers/0/expires must be a day of the calendar',
      '/waivers/1/case "nothing of the kind" is the id of no case; the nearest is ',
      '/waivers/1 has no property "until"; the nearest is ',
      "/waivers/1 must have required property 'expires'",
      '/waivers/2 must name either a clause or a case',
      '/waivers/2/case "says.channel" is the id of no case: it is a clause',
    ])
      expect(stderr).toContain(part);
    expect(stderr).not.toContain('    at ');
  });

  test('for an audit, too; a load has no waivers at all', async () => {
    const path = waiversFile({ waivers: [waiver({ clause: 'says.nothing' })] });
    expect(await withFile(path, 'audit')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('/waivers/0/clause'),
    });
    expect(await withFile(path, 'load')).toMatchObject({ code: 2, stderr: expect.stringContaining('unknown option') });
  });

  test('one that is not there, or not JSON, is named', async () => {
    expect(await withFile('nowhere.json')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /the file of waivers .*nowhere\.json cannot be read \(ENOENT\)\n {2}Give --waivers/,
      ),
    });
    expect(await withFile(waiversFile('{ "waivers": '))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not JSON'),
    });
  });
});
