/** One `<testcase>` before it is XML. `failure`: the target falls short. `error`: no answer. */
export interface TestCase {
  suite: string;
  name: string;
  classname: string;
  milliseconds: number;
  outcome:
    | { kind: 'passed' }
    | { kind: 'skipped'; message: string; body: string }
    | { kind: 'failure' | 'error'; type: string; message: string; body: string };
  /** For what a test tells besides, such as warnings. */
  output: string;
}
