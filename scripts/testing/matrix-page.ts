import type { Engine } from '../../contracts/cases/engine.ts';
import { engines } from '../../contracts/cases/engine.ts';
import type { Defect, Variant } from '../../fixtures/reference/index.ts';
import type { RunRecord } from '../../reports/record/record.ts';

/**
 * What an engine shows of a defect: it says so itself, or only the judge sees it in the answers that the engine got, or
 * nothing of what it sends shows it.
 */
export type Sight = 'itself' | 'judged' | 'not';

/** One defect or variant and what came of it. */
export type Row = {
  name: string;
  title: string;
  /** Nothing: a variant. */
  breaks: readonly string[] | undefined;
  result: RunRecord['result'];
  sights: Record<Engine, Sight>;
  /** The first case that shows it. */
  by: string | undefined;
};

export function rowOf(subject: Pick<Variant, 'name' | 'title'> | Defect, record: RunRecord): Row {
  const failed = record.verdicts.filter(({ outcome, level }) => outcome === 'failed' && level === 'must');
  const sights = Object.fromEntries(engines.map((engine) => [engine, sightOf(engine, record)])) as Record<
    Engine,
    Sight
  >;
  return {
    name: subject.name,
    title: subject.title,
    breaks: 'breaks' in subject ? subject.breaks : undefined,
    result: record.result,
    sights,
    by: failed.map((verdict) => verdict.case).find((id) => !id.endsWith('/drawn')) ?? failed[0]?.case,
  };
}

function sightOf(engine: Engine, { verdicts, opinions }: RunRecord): Sight {
  const shown = new Set(
    verdicts
      .filter((one) => one.engine === engine && one.outcome === 'failed' && one.level === 'must')
      .map((one) => one.case),
  );
  if (shown.size === 0) return 'not';
  // The judge is the probe's opinion.
  const says =
    engine === 'probe' ||
    opinions.some((one) => one.engine === engine && one.outcome === 'failed' && shown.has(one.case));
  return says ? 'itself' : 'judged';
}

const signs: Record<Sight, string> = { itself: '✓', judged: '○', not: '–' };

/** The table of docs/matrix.md. */
export function matrixPage(rows: readonly Row[]): string {
  const defects = rows.filter(({ breaks }) => breaks !== undefined);
  const must = defects.filter(({ result }) => result === 'failed');
  const others = rows.filter(({ breaks }) => breaks === undefined);
  const count = (engine: Engine, sights: Sight[]) => must.filter((row) => sights.includes(row.sights[engine])).length;
  const missedBy = (engine: Engine) => must.length - count(engine, ['itself', 'judged']);
  return `${[
    '# Defects and engines',
    '',
    'Each defect of the reference implementation, which engine finds it, and by which case. Made by `npm run matrix`.',
    '',
    `${must.length} defects fail a run; ${defects.length - must.length} break what the document leaves open, and only warn. Of`,
    `${others.length} conformant servers (the reference and its variants) ${others.filter(({ result }) => result !== 'passed').length} were failed.`,
    '',
    '| engine | says so itself | shows it to the judge | neither |',
    '|---|---|---|---|',
    ...engines.map(
      (engine) => `| ${engine} | ${count(engine, ['itself'])} | ${count(engine, ['judged'])} | ${missedBy(engine)} |`,
    ),
    '',
    '✓ the engine fails it itself · ○ the engine passes it, the judge sees it in the answer · – nothing that the engine sends',
    'shows it',
    '',
    '| defect | probe | Dredd | Pact | first case that shows it |',
    '|---|---|---|---|---|',
    ...defects.map(
      ({ name, title, sights, by }) =>
        `| ${name}: ${title} | ${signs[sights.probe]} | ${signs[sights.dredd]} | ${signs[sights.pact]} | ${by === undefined ? 'only warned of' : `\`${by}\``} |`,
    ),
  ].join('\n')}\n`;
}
