/** How many requests may be under way at once. */
export type Crowd = {
  /** Waits until one more may be. */
  enter(): Promise<void>;
  /** One has been answered; `later` when the target put it off. */
  leave(later: boolean): void;
};

/** After so many answers that were not put off, one more may be under way again. */
const trustAfter = 100;

/**
 * As many as like, until the target says "later": then half as many as there were, since it may count what is under way. What
 * is allowed grows again, slowly, as long as it does not say so again.
 */
export function openCrowd(): Crowd {
  let underWay = 0;
  let most = Number.POSITIVE_INFINITY;
  let good = 0;
  const waiting: (() => void)[] = [];
  return {
    async enter() {
      while (underWay >= most) await new Promise<void>((free) => waiting.push(free));
      underWay += 1;
    },
    leave(later) {
      good = later ? 0 : good + 1;
      if (later) most = Math.max(1, Math.ceil(Math.min(most, underWay) / 2));
      else if (good % trustAfter === 0) most += 1;
      underWay -= 1;
      for (let free = most - underWay; free > 0 && waiting.length > 0; free -= 1) waiting.shift()?.();
    },
  };
}
