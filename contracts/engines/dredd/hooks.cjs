// Loaded by Dredd. Says for each transaction what an API description cannot: headers, and which answers are allowed.
const hooks = require('hooks');

const transactions = new Map(hooks.configuration.custom.transactions.map((one) => [one.key, one]));
/** The gate's prefix, which Dredd leaves as it is, tells the cases apart. */
const planOf = ({ fullPath }) => transactions.get(/^\/[^/]+/.exec(fullPath)[0]);

hooks.beforeEach((transaction, done) => {
  const { key, path, headers } = planOf(transaction);
  transaction.id = key;
  transaction.fullPath = path;
  transaction.request.headers = { ...headers };
  // Dredd would compare with an example that it makes up, and take "; charset=utf-8" for a difference.
  transaction.expected.headers = {};
  delete transaction.expected.body;
  done();
});

hooks.beforeEachValidation((transaction, done) => {
  const { allowed } = planOf(transaction);
  const status = Number(transaction.real.statusCode);
  const refused = status < 200 || status > 299;
  const schema = (refused ? allowed.refusal : allowed.success) ?? allowed.success ?? allowed.refusal;
  transaction.expected.bodySchema = schema;
  // Dredd knows one status; where any refusal will do, the one that came is the one expected.
  if (refused && allowed.refusal && allowed.status === undefined) transaction.expected.statusCode = String(status);
  done();
});
