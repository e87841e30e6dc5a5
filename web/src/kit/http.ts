import type { Operations } from "contract";
import { addressOf, methodOf, type OperationName } from "./address.ts";
import { serverClock } from "./clock.ts";
import { failure, Refusal, Unreachable } from "./problems.ts";
import { session } from "./session.ts";

export { addressOf, type OperationName } from "./address.ts";


export interface Call<O extends OperationName> {
  path?: Operations[O]["path"];
  query?: Operations[O]["query"];
  body?: Operations[O]["body"];
  /** makes a repeat of this very request harmless; see {@link newKey} */
  key?: string;
  pass?: string;
  signal?: AbortSignal;
  /** without the caller's token, also when signed in */
  anonymous?: boolean;
}

export interface Answer<T> {
  status: number;
  body: T;
}

const FILE_TIMEOUT_MS = 5 * 60_000; // all orders of a stadium on a slow line
const TIMEOUT_MS = 15_000; // the longest the services take for an answer is 10 s

export function newKey(): string {
  return crypto.randomUUID();
}

/** Calls an operation, signed in if the page is; a token that has expired is renewed once. */
export async function call<O extends OperationName>(operation: O, what: Call<O> = {}): Promise<Answer<Operations[O]["answer"]>> {
  return what.anonymous ? await send(operation, what, null) : await withToken((token) => send(operation, what, token));
}

async function withToken<T>(work: (token: string | null) => Promise<T>): Promise<T> {
  const token = await session.token();
  try {
    return await work(token);
  } catch (problem) {
    if (token !== null && problem instanceof Refusal && problem.problem.status === 401) {
      return await work(await session.renewed(token));
    }
    throw problem;
  }
}

/** Like {@link call}, for the body alone. */
export async function ask<O extends OperationName>(operation: O, what: Call<O> = {}): Promise<Operations[O]["answer"]> {
  return (await call(operation, what)).body;
}

/** Like {@link ask}, for an answer that is a file. A link cannot fetch it: it would come without the bearer token. */
export async function askFile<O extends OperationName>(operation: O, type: string, what: Call<O> = {}): Promise<Blob> {
  return await withToken(async (token) => {
    const response = await fetched(operation, what, token, `${type}, application/problem+json`, FILE_TIMEOUT_MS);
    if (!response.ok) {
      throw failure(response, await response.text().catch(() => ""));
    }
    return await response.blob().catch(() => {
      throw new Unreachable("the file was cut off");
    });
  });
}

async function send<O extends OperationName>(
  operation: O,
  what: Call<O>,
  token: string | null,
): Promise<Answer<Operations[O]["answer"]>> {
  const response = await fetched(operation, what, token);
  const text = await response.text().catch(() => {
    throw new Unreachable("the answer was cut off");
  });
  if (response.ok) {
    return { status: response.status, body: text === "" ? undefined : parsed(text) };
  }
  throw failure(response, text);
}

/** Anything but JSON is no answer of the service: a hotel's sign-in page, say. */
function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreachable("the answer is not the service's");
  }
}

async function fetched<O extends OperationName>(
  operation: O,
  what: Call<O>,
  token: string | null,
  accept = "application/json, application/problem+json",
  timeoutMs = TIMEOUT_MS,
): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const sentAt = Date.now();
  try {
    const response = await fetch(addressOf(operation, what.path as object, what.query as object), {
      method: methodOf(operation),
      headers: headers(what, token, accept),
      body: what.body === undefined ? undefined : JSON.stringify(what.body),
      signal: what.signal === undefined ? timeout : AbortSignal.any([what.signal, timeout]),
      credentials: "same-origin",
      cache: "no-store",
    });
    serverClock.observe(response.headers.get("Date"), sentAt, Date.now());
    return response;
  } catch (problem) {
    if (what.signal?.aborted) {
      throw problem;
    }
    throw new Unreachable(String(problem));
  }
}

function headers(what: { body?: unknown; key?: string; pass?: string }, token: string | null, accept: string): Headers {
  const all = new Headers({ Accept: accept });
  if (what.body !== undefined) {
    all.set("Content-Type", "application/json");
  }
  if (token !== null) {
    all.set("Authorization", `Bearer ${token}`);
  }
  if (what.key !== undefined) {
    all.set("Idempotency-Key", what.key);
  }
  if (what.pass !== undefined) {
    all.set("Pass", what.pass);
  }
  return all;
}
