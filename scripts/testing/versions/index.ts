import { answerVersions } from './answer.ts';
import { requestVersions } from './request.ts';
import type { Version } from './version.ts';

export const versions: readonly Version[] = [...requestVersions, ...answerVersions];
