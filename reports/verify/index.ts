import type { RunRecord } from '../record/record.ts';
import { betweenVersions, type Check, type Claim, check, holds, unknown } from './check.ts';
import { comparisonCheck } from './comparison.ts';
import { consumersCheck } from './consumers.ts';
import { countsCheck } from './counts.ts';
import { filesCheck, statementCheck } from './files.ts';
import { loadsCheck } from './loads.ts';
import { contractCheck, planCheck } from './plan.ts';
import { exchangesIn, foldCheck, recordIn, reportsCheck, resultCheck } from './record.ts';
import { signatureOf, statementOfPayload } from './signature.ts';
import { verdictsCheck } from './verdicts.ts';

export { type Check, type Claim, exitCodeOf } from './check.ts';

/** Everything that can be asked of a run directory without the target, each question with its answer. */
export const verify = (claim: Claim): Check[] => {
  const { check: signature, payload } = signatureOf(claim);
  const read = recordIn(claim.directory);
  const statement = statementOfPayload(payload);
  if ('problem' in read)
    return [signature, filesCheck(claim, statement, undefined), check('record', '', [read.problem])];
  const { record } = read;
  const said = payload === undefined ? [] : [ofVersion(statementCheck(claim, payload, record), claim, record)];
  return [signature, filesCheck(claim, statement, record), ...said, ...recordChecks(claim, record)];
};

const recordChecks = (claim: Claim, record: RunRecord): Check[] => {
  const { check: exchangesCheck, exchanges } = exchangesIn(claim.directory, record);
  const contract = contractCheck(claim, record);
  const byContract = (name: string, look: () => Check): Check =>
    contract.state === 'holds'
      ? ofVersion(look(), claim, record)
      : unknown(name, 'not looked at: it stands on another document');
  const byEvidence = (name: string, look: () => Check): Check =>
    exchangesCheck.state === 'holds'
      ? byContract(name, look)
      : unknown(name, 'not looked at: not all exchanges are whole');
  return [
    ofVersion(foldCheck(claim.directory, record), claim, record),
    exchangesCheck,
    contract,
    byContract('plan', () => planCheck(claim, record)),
    byEvidence('verdicts', () => verdictsCheck(claim, record, exchanges)),
    byEvidence('counts', () => countsCheck(claim, record, exchanges)),
    ...(record.consumers === undefined ? [] : [ofVersion(consumersCheck(record, record.consumers), claim, record)]),
    ofVersion(loadsCheck(record), claim, record),
    ofVersion(comparisonCheck(record), claim, record),
    ofVersion(resultCheck(record), claim, record),
    record.tool.version === claim.version
      ? reportsCheck(claim.directory, claim.reports, record)
      : holds('reports', `not written again: sendproof ${record.tool.version} wrote them`),
  ];
};

const ofVersion = (found: Check, claim: Claim, record: RunRecord): Check =>
  betweenVersions(found, record.tool.version, claim.version);
