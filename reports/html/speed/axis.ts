import { scaleLinear } from 'd3-scale';
import { type Axis, box, plot } from '../charts/axes.ts';

/** The smallest range, in percent: noise of a hundredth must not fill a picture. */
const least = 1;

/** What may be seen besides reaches so many times as far as what must be seen. */
const reach = 2.5;

/**
 * A scale for changes that holds zero, all that must be seen, and of the rest as much as leaves that readable: one
 * stall would make a line of everything else.
 */
export const changeAxis = (must: readonly number[], may: readonly number[]): Axis => {
  const high = must.reduce((a, b) => Math.max(a, b), least / 2);
  const low = must.reduce((a, b) => Math.min(a, b), -least / 2);
  const room = reach * Math.max(high, -low);
  const top = may.reduce((a, b) => Math.max(a, Math.min(b, room)), high);
  const bottom = may.reduce((a, b) => Math.min(a, Math.max(b, -room)), low);
  return { scale: scaleLinear([bottom, top], [plot.bottom, box.top]).nice(4), logarithmic: false };
};

/** Where a change stands; what lies beyond the scale stands on its edge. */
export const within = ({ scale }: Axis, value: number): number =>
  Math.min(Math.max(scale(value), box.top), plot.bottom);
