/** The module that our own build of k6 brings. */
declare module 'k6/x/sendproof' {
  type Host = import('./host.ts').Host;
  export const plan: Host['plan'];
  export const start: Host['start'];
  export const idle: Host['idle'];
  export const settle: Host['settle'];
  export const learn: Host['learn'];
  export const tell: Host['tell'];
}
