/** The reference implementation at a pace, in a process of its own: `server.ts PROFILE PACE-AS-JSON`. */
import { writeFileSync } from 'node:fs';
import { type Pace, serve } from '../../../../fixtures/reference/index.ts';

const [file = '', text = '{}'] = process.argv.slice(2);
const pace: Pace = JSON.parse(text);
const server = await serve({ pace });
writeFileSync(file, JSON.stringify({ ...server.profile, metrics: { pid: process.pid } }));
process.stdout.write(`${JSON.stringify({ url: server.url, env: server.env })}\n`);
process.once('SIGTERM', () => void server.close());
