import type { Target } from '../../contracts/target/profile.ts';
import { misuse } from './errors.ts';

/** Load on somebody's real service needs saying so twice: consent in the profile, and this flag. */
export function allowLoad(target: Target, allowed: boolean): void {
  if (target.loopback || allowed) return;
  throw misuse(
    `${target.baseUrl} is not on this machine, and load on it may disturb its users`,
    'If its owner agrees, add --yes-load.',
  );
}
