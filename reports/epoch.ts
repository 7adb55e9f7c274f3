const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|([+-])(\d\d):(\d\d))$/;

/** Days from 1970-01-01 to a day of the Gregorian calendar. Years begin in March here, so that a leap day is the last. */
const daysSince1970 = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
};

/**
 * Milliseconds since 1970-01-01 UTC of a time as RFC 3339 writes it; null for anything else. Reports have no `Date`: it
 * could tell them the time.
 */
export const epochMilliseconds = (time: string): number | null => {
  const found = rfc3339.exec(time);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const milliseconds = Number((found[7] ?? '').padEnd(3, '0').slice(0, 3));
  const ahead = (Number(found[10] ?? 0) * 60 + Number(found[11] ?? 0)) * (found[9] === '-' ? -1 : 1);
  const minutes = (daysSince1970(year, month, day) * 24 + hour) * 60 + minute - ahead;
  return (minutes * 60 + second) * 1000 + milliseconds;
};

/** When a run began and ended; of one that did not finish, when its last answer came. Null where its start is no time. */
export const runTimes = (record: {
  startedAt: string;
  finishedAt: string | null;
  exchanges: readonly { sentAt: number; duration: number }[];
}): { start: number; stop: number } | null => {
  const start = epochMilliseconds(record.startedAt);
  if (start === null) return null;
  const stop = record.finishedAt === null ? null : epochMilliseconds(record.finishedAt);
  const last = record.exchanges.reduce((latest, e) => Math.max(latest, e.sentAt + e.duration), 0);
  return { start, stop: stop ?? start + Math.round(last) };
};
