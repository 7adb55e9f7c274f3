/** Something that a clean target does not do, as one run shows it. */
export type Suspicion = {
  kind: 'latency-growth' | 'stalls' | 'heavy-tail' | 'slow-channel' | 'payload-cost' | 'no-scaling' | 'memory-growth';
  /** Null: not of one channel alone. */
  channel: string | null;
  /** One sentence with the figures. */
  text: string;
  /** How bad it is, above 0; what it counts depends on the kind. Larger is worse. */
  size: number;
};
