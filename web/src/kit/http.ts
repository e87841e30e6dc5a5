import type { Operations } from "contract";
import { serverClock } from "./clock.ts";
import { failure, Refusal, Unreachable } from "./problems.ts";
import { session } from "./session.ts";

/** "METHOD path", as in the contract. */
export type OperationName = keyof Operations;

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

const TIMEOUT_MS = 15_000; // the longest the services take for an answer is 10 s

export function newKey(): string {
  return crypto.randomUUID();
}

/** The address of an operation. */
export function addressOf(operation: string, path?: object, query?: object): string {
  const template = operation.slice(operation.indexOf(" ") + 1);
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String((path as Record<string, unknown>)[name])));
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]));
  return search.size === 0 ? filled : `${filled}?${search}`;
}

/** Calls an operation, signed in if the page is; a token that has expired is renewed once. */
export async function call<O extends OperationName>(operation: O, what: Call<O> = {}): Promise<Answer<Operations[O]["answer"]>> {
  const token = what.anonymous ? null : await session.token();
  try {
    return await send(operation, what, token);
  } catch (problem) {
    if (token !== null && problem instanceof Refusal && problem.problem.status === 401) {
      return await send(operation, what, await session.renewed(token));
    }
    throw problem;
  }
}

/** Like {@link call}, for the body alone. */
export async function ask<O extends OperationName>(operation: O, what: Call<O> = {}): Promise<Operations[O]["answer"]> {
  return (await call(operation, what)).body;
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
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  }
  throw failure(response, text);
}

async function fetched<O extends OperationName>(operation: O, what: Call<O>, token: string | null): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const sentAt = Date.now();
  try {
    const response = await fetch(addressOf(operation, what.path as object, what.query as object), {
      method: operation.slice(0, operation.indexOf(" ")),
      headers: headers(what, token),
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

function headers(what: { body?: unknown; key?: string; pass?: string }, token: string | null): Headers {
  const all = new Headers({ Accept: "application/json, application/problem+json" });
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
