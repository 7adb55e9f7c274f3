/** The document is not one that sendproof can work with. */
export class ContractError extends Error {
  override name = 'ContractError';
}
