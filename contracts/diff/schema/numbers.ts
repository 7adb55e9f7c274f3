import type { Shape } from './shape.ts';

/** Numbers that a schema of numbers allows, nearest to 0 first, among those near its own bounds and near `others`. */
export function numbersOf(shape: Shape, others: readonly Shape[]): number[] {
  const near = [shape, ...others].flatMap(({ least, most, multiples }) => [
    ...[least.number, most.number, least.exclusive, most.exclusive].flatMap((bound) =>
      bound === undefined ? [] : around(bound),
    ),
    ...multiples.flatMap((step) => [step, 2 * step, 3 * step, 5 * step, 7 * step]),
  ]);
  // The next multiple beyond a bound.
  const beyond = shape.multiples.flatMap((step) =>
    near.flatMap((bound) => [Math.ceil(bound / step) * step, Math.floor(bound / step) * step]),
  );
  const all = new Set([0, 1, -1, 2, 0.5, -0.5, 1.5, ...near, ...beyond]);
  return [...all].filter((one) => allows(shape, one)).toSorted((a, b) => weight(a) - weight(b));
}

function around(bound: number): number[] {
  return [bound, bound - 1, bound + 1, bound - 0.5, bound + 0.5];
}

/** Whole numbers before others, small ones before great ones. */
function weight(number: number): number {
  return Math.abs(number) + (Number.isInteger(number) ? 0 : 0.25) + (number < 0 ? 0.1 : 0);
}

function allows({ types, least, most, multiples }: Shape, number: number): boolean {
  return (
    Number.isFinite(number) &&
    (types.includes('number') || (types.includes('integer') && Number.isInteger(number))) &&
    number >= (least.number ?? number) &&
    number <= (most.number ?? number) &&
    number > (least.exclusive ?? Number.NEGATIVE_INFINITY) &&
    number < (most.exclusive ?? Number.POSITIVE_INFINITY) &&
    multiples.every((step) => Number.isInteger(Number((number / step).toPrecision(12))))
  );
}
