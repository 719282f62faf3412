import type { components } from './contract.js';

/** What a server says is wrong, and what to do (RFC 9457). */
export type Problem = components['schemas']['ProblemDto'];

/** An answer other than 2xx. `problem.code` is stable: a program may depend on it; `problem.facts` say on what ground. */
export class Refused extends Error {
  constructor(
    /** Method and path of the request. */
    readonly asked: string,
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${asked}: ${status} ${problem.code}: ${problem.detail}`);
    this.name = 'Refused';
  }

  get code(): string {
    return this.problem.code;
  }

  /** Of an answer, whatever came: a proxy in between may answer with something else than a problem. */
  static async of(asked: string, response: Response): Promise<Refused> {
    const text = await response.text();
    return new Refused(asked, response.status, problemIn(text) ?? strange(response, text));
  }
}

function problemIn(text: string): Problem | undefined {
  try {
    const said = JSON.parse(text) as Partial<Problem> | null;
    return typeof said?.code === 'string' ? (said as Problem) : undefined;
  } catch {
    return undefined;
  }
}

const strange = ({ status, statusText }: Response, text: string): Problem => ({
  type: 'about:blank',
  title: statusText,
  status,
  code: 'not-a-problem',
  detail: text.slice(0, 500),
  facts: {},
  requestId: '',
});
