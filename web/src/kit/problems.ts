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
  const retryAfterMs = (Number(response.headers.get("Retry-After")) || 0) * 1000; // the services write seconds, a proxy perhaps a date
  if (response.status >= 500) {
    return new Unreachable(`the server answered ${response.status}`, retryAfterMs);
  }
  return new Refusal(problemOf(text, response.status), retryAfterMs);
}

function problemOf(text: string, status: number): ProblemBody {
  try {
    const body = JSON.parse(text);
    if (typeof body?.type === "string" && typeof body.status === "number") {
      return body as ProblemBody;
    }
  } catch {
    // not JSON: the words of a proxy
  }
  return { type: "about:blank", status, title: `HTTP ${status}` };
}

/** Whether asking again later may help: nothing was refused for good. */
export function isPassing(problem: unknown): boolean {
  return problem instanceof Unreachable || (problem instanceof Refusal && problem.problem.status === 429);
}

/** The API's words for each field of a request that it refused. */
export function fieldErrors(problem: unknown): Record<string, string> {
  const errors = problem instanceof Refusal ? problem.problem.errors ?? [] : [];
  return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
}
