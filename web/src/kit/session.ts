import type { Operations } from "contract";
import { addressOf, methodOf } from "./address.ts";
import { Unreachable } from "./problems.ts";
import { deviceStorage } from "./storage.ts";

/**
 * Who is signed in. The access token lives in this page's memory only; the refresh token is a cookie that no script can read. Tabs renew one
 * after the other (a refresh token can be used once), and a sign-out in one tab reaches the others.
 */
export interface SignedIn {
  accessToken: string;
  /** device time, ms; a little before the token's own end */
  renewAt: number;
}

export type SessionState = "unknown" | "in" | "out";

const SIGNED_BEFORE = "onsale.signed-in"; // a hint: without it a first visit need not ask for a session
const RENEW_EARLY_MS = 30_000;
const LOCK = "onsale-session";

export class Session {
  private signedIn: SignedIn | null = null;
  private exits = 0; // sign-outs so far: a renewal that was under way then brings nobody back
  private renewal: Promise<string | null> | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(LOCK);
  state: SessionState = "unknown";
  /** why it is not known who is signed in; null while nothing has failed */
  problem: unknown = null;
  private readonly request: () => Promise<Response>;

  constructor(renewal = requestRenewal) {
    this.request = renewal;
    this.tabs?.addEventListener("message", () => this.left());
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A token that is good for now; null when nobody is signed in. */
  async token(): Promise<string | null> {
    if (this.signedIn !== null && Date.now() < this.signedIn.renewAt) {
      return this.signedIn.accessToken;
    }
    return this.state === "out" ? null : await this.renewed(this.signedIn?.accessToken ?? null);
  }

  /** A newer token than `old`. */
  async renewed(old: string | null): Promise<string | null> {
    if (this.signedIn !== null && this.signedIn.accessToken !== old && Date.now() < this.signedIn.renewAt) {
      return this.signedIn.accessToken;
    }
    this.renewal ??= this.renew().catch((problem) => this.failed(problem)).finally(() => this.renewal = null);
    return await this.renewal;
  }

  private async renew(): Promise<string | null> {
    if (!remembered()) {
      this.become(null, "out");
      return null;
    }
    const exits = this.exits;
    const response = await oneTabAtATime(this.request);
    const answer = response.ok ? await response.json() as Renewed : null;
    if (this.exits !== exits) {
      return null;
    }
    if (answer !== null) {
      return this.entered(answer);
    }
    if (response.status === 401 || response.status === 403) {
      forget();
      this.become(null, "out");
      return null;
    }
    throw new Unreachable(`the session could not be renewed: ${response.status}`);
  }

  private failed(problem: unknown): never {
    this.problem = problem instanceof Unreachable ? problem : new Unreachable(String(problem));
    this.listeners.forEach((listener) => listener());
    throw this.problem;
  }

  /** Takes what a sign-in answered. */
  entered(answer: Pick<Renewed, "accessToken" | "expiresIn">): string {
    remember();
    const lifeMs = answer.expiresIn * 1000;
    this.become({ accessToken: answer.accessToken, renewAt: Date.now() + Math.max(lifeMs - RENEW_EARLY_MS, lifeMs / 2) }, "in");
    return answer.accessToken;
  }

  /** Forgets who was signed in, in this tab. */
  left(): void {
    this.exits++;
    forget();
    this.become(null, "out");
  }

  /** Forgets who was signed in, in all tabs. */
  leftEverywhere(): void {
    this.left();
    this.tabs?.postMessage("out");
  }

  /** Hears no other tab any more. */
  close(): void {
    this.tabs?.close();
  }

  private become(signedIn: SignedIn | null, state: SessionState): void {
    this.signedIn = signedIn;
    this.state = state;
    this.problem = null;
    this.listeners.forEach((listener) => listener());
  }
}

const RENEWAL = "POST /api/v1/sessions/renewal";
const RENEWAL_MS = 15_000; // a network that answers nothing must not keep pages waiting for ever

type Renewed = Operations[typeof RENEWAL]["answer"];

function requestRenewal(): Promise<Response> {
  return fetch(addressOf(RENEWAL), { method: methodOf(RENEWAL), credentials: "same-origin", signal: AbortSignal.timeout(RENEWAL_MS) });
}

function remembered(): boolean {
  return deviceStorage.getItem(SIGNED_BEFORE) === "1";
}

function remember(): void {
  deviceStorage.setItem(SIGNED_BEFORE, "1");
}

function forget(): void {
  deviceStorage.removeItem(SIGNED_BEFORE);
}

async function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks === undefined ? await work() : await navigator.locks.request(LOCK, work);
}

export const session = new Session();
