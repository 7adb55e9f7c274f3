// Loaded by Dredd. Makes of the one request in the document the one that each response is the answer to.
const hooks = require('hooks');

const answering = (status) => `/threads/{thread_id}/messages > Send a message > ${status} > application/json`;
const bearer = (variable) => `Bearer ${process.env[variable]}`;

hooks.beforeEach((transaction) => {
  transaction.request.headers.Authorization = bearer('SENDPROOF_REFERENCE_TOKEN');
});

hooks.before(answering(400), (transaction) => {
  transaction.request.body = '{}';
});

hooks.before(answering(401), (transaction) => {
  delete transaction.request.headers.Authorization;
});

hooks.before(answering(403), (transaction) => {
  transaction.request.headers.Authorization = bearer('SENDPROOF_REFERENCE_TOKEN_NO_SCOPE');
});

hooks.before(answering(404), (transaction) => {
  transaction.fullPath = transaction.fullPath.replace('thr_email', 'thr_does_not_exist');
});
