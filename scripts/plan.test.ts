import { describe, expect, test } from 'vitest';
import { casesOf } from '../contracts/cases/catalogue.ts';
import { cellsOf, columnsOf } from '../contracts/verdicts/cells.ts';
import { plannedRepetition } from '../contracts/verdicts/repetition.ts';
import { contract } from './testing/audit.ts';
import { sendproof } from './testing/cli.ts';

const cases = casesOf(contract);
const cells = cellsOf(contract, cases, []);

/** The row of a clause in the table, without its name. */
const rowOf = (text: string, clause: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${clause} `))
    .map((line) => line.slice(clause.length).trim().split(/ +/))
    .find((row) => row.length === columnsOf(contract).length) ?? [];

describe('a plan shows its coverage before anything is sent', () => {
  test('as a table: cases where there are some, a sign where there are none', async () => {
    const { code, stdout } = await sendproof(['plan']);
    expect(code).toBe(0);
    for (const { id } of contract.clauses) {
      const expected = cells.filter(({ clause }) => clause === id);
      expect(rowOf(stdout, id), id).toEqual(
        expected.map(({ planned }) => (planned > 0 ? String(planned) : expect.stringMatching(/^[^\d\s]$/))),
      );
    }
  });

  test('with a reason for each hole, and each place that sendproof leaves empty', async () => {
    const { stdout } = await sendproof(['plan']);
    for (const { hole, clause } of cells) {
      if (hole !== undefined) expect(stdout).toContain(hole.reason);
      if (hole?.kind === 'no-case') expect(stdout).toMatch(new RegExp(`^ +(200|other) on .*${clause}`, 'm'));
    }
  });

  test('and how rare a fault it will find', async () => {
    const { stdout } = await sendproof(['plan']);
    const { answers } = plannedRepetition(cases).valid;
    expect(stdout).toContain(
      `The probe alone gets ${answers} answers to valid messages: a fault that comes by chance in one of `,
    );
  });

  test('as JSON, all of it', async () => {
    const { stdout } = await sendproof(['plan', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ coverage: { holes: [], cells }, repetition: plannedRepetition(cases) });
  });

  test('of the chosen cases only', async () => {
    const argv = ['plan', '--only', 'says.integration'];
    const { stdout } = await sendproof(argv);
    expect(rowOf(stdout, 'says.integration')).toHaveLength(columnsOf(contract).length);
    expect(rowOf(stdout, 'says.scope')).toEqual([]);
    const plan: { coverage: { cells: typeof cells } } = JSON.parse((await sendproof([...argv, '--json'])).stdout);
    const clauses = new Set(plan.coverage.cells.map(({ clause }) => clause));
    expect(clauses).toContain('says.integration');
    expect(clauses).not.toContain('request.body.cc.type');
  });
});
