import type { Fault, Request, Service } from './model.ts';
import { PAYLOADS } from './observer.ts';

const MIB = 1024 * 1024;

/** A healthy service: its heap grows by 40 MiB in its first thousands of requests, and levels off. */
export function clean(p50: number, noise = 0.12): Service {
  return {
    p50,
    spread: 0.4,
    noise,
    cold: 2,
    cost: { attachment: 0.02 + p50 / 200, kib: 0.01 },
    channels: { email: p50 / 5 },
    fault: null,
    memory: (served) => 80 * MIB + 40 * MIB * (1 - Math.exp(-served / 1500)) + ((served * 20_011) % (12 * MIB)),
    cpu: null,
    runtime: null,
  };
}

const adding =
  (extra: (request: Request) => number): Fault =>
  () =>
  (request) =>
    request.wait + request.work + extra(request);

const faulty = (p50: number, fault: Fault, change: Partial<Service> = {}): Service => ({
  ...clean(p50),
  fault,
  ...change,
});

/** Each request takes a little longer than the one before: `each` milliseconds, `most` in all. */
export const growing = (p50: number, each: number, most: number): Service =>
  faulty(
    p50,
    adding(({ served }) => Math.min(served * each, most)),
  );

/** Of the whole service, or of one of its workers: every so many milliseconds it stands still for so long. */
export const standingStill = (p50: number, every: number, length: number, workers = 1): Service =>
  faulty(
    p50,
    adding(({ due, uniform }) => (uniform * workers < 1 ? Math.max(0, length - (due % every)) : 0)),
  );

/** A stall after which requests wait for each other: `work` milliseconds each. */
export const drainingSlowly = (work: number, every: number, length: number): Service =>
  faulty(work, () => {
    let free = 0;
    return ({ due, wait, work: own }) => {
      const start = Math.max(due + wait, free, due % every < length ? due - (due % every) + length : 0);
      free = start + own;
      return free - due;
    };
  });

export const heavyTailed = (p50: number, share: number, ms: number): Service =>
  faulty(
    p50,
    adding(({ uniform }) => (uniform < share ? ms : 0)),
  );

export const slowOn = (p50: number, channel: string, ms: number): Service => ({
  ...clean(p50),
  channels: { [channel]: ms },
});

/** Cost of attachments, or of length in KiB, as a power. */
export const costly = (p50: number, what: 'attachments' | 'kib', factor: number, power: number): Service =>
  faulty(
    p50,
    adding(({ payload }) => {
      const attachments = Number(payload.split('attachments-')[1] ?? 0);
      const kib = (PAYLOADS[payload]?.bytes ?? 0) / 1024;
      return factor * (what === 'attachments' ? attachments : kib) ** power;
    }),
  );

/** So many at a time, `work` milliseconds each; the rest wait. */
export const limited = (work: number, atATime: number, cpu: number | null): Service =>
  faulty(
    work,
    () => {
      const free = Array.from({ length: atATime }, () => 0);
      return ({ due, wait, work: own }) => {
        const next = free.indexOf(Math.min(...free));
        const start = Math.max(due + wait, free[next] ?? 0);
        free[next] = start + own;
        return start + own - due;
      };
    },
    { cpu, cold: 0.3 },
  );

export const leaking = (p50: number, each: number): Service => {
  const healthy = clean(p50);
  return { ...healthy, memory: (served) => healthy.memory(served) + served * each };
};
