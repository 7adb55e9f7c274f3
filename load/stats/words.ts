/** A number as one says it: three digits that count, no trailing zeros. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const digits = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return String(Number(value.toFixed(Math.abs(value) < 10 ? Math.min(digits, 2) : digits)));
}

export function milliseconds(value: number): string {
  return `${figure(value)} ms`;
}

/** A share (0 to 1) in percent. */
export function percent(share: number): string {
  return `${figure(share * 100)} %`;
}

/** A span of time in the unit that fits it, rounded: "40 s", "3 min", "2 h". */
export function span(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}

/** Bytes in the binary unit that fits them. */
export function bytes(value: number): string {
  return value < 1024 * 1024 ? `${figure(value / 1024)} KiB` : `${figure(value / 1024 / 1024)} MiB`;
}
