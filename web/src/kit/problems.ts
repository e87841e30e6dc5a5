/** RFC 9457, as every service answers. */
export interface ProblemBody {
  type: string;
  status: number;
  title: string;
  detail?: string;
  requestId?: string;
  errors?: { field: string; message: string }[];
  [more: string]: unknown;
}

/** The server said no: 4xx. */
export class Refusal extends Error {
  readonly problem: ProblemBody;
  readonly retryAfterMs: number;

  constructor(problem: ProblemBody, retryAfterMs: number) {
    super(`${problem.status} ${problem.title}`);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }

  /** the last part of the problem's type, such as `seats-taken` */
  get slug(): string {
    return this.problem.type.slice(this.problem.type.lastIndexOf(":") + 1);
  }
}

/** No answer, or one that says nothing about the request: no network, a time-out, 5xx. Trying again later is right. */
export class Unreachable extends Error {
  readonly retryAfterMs: number;

  constructor(why: string, retryAfterMs = 0) {
    super(why);
    this.retryAfterMs = retryAfterMs;
  }
}

/** What an answer other than 2xx means. */
export function failure(response: Response, text: string): Refusal | Unreachable {
  const retryAfterMs = Number(response.headers.get("Retry-After") ?? 0) * 1000;
  if (response.status >= 500) {
    return new Unreachable(`the server answered ${response.status}`, retryAfterMs);
  }
  return new Refusal(problemOf(text, response.status), retryAfterMs);
}

function problemOf(text: string, status: number): ProblemBody {
  try {
    return JSON.parse(text) as ProblemBody;
  } catch {
    return { type: "about:blank", status, title: `HTTP ${status}` };
  }
}
