import { Unreachable } from "./problems.ts";

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
  private renewal: Promise<string | null> | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(LOCK);
  state: SessionState = "unknown";

  constructor() {
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
    this.renewal ??= this.renew().finally(() => this.renewal = null);
    return await this.renewal;
  }

  private async renew(): Promise<string | null> {
    if (!remembered()) {
      this.become(null, "out");
      return null;
    }
    const response = await oneTabAtATime(() => fetch("/api/v1/sessions/renewal", { method: "POST", credentials: "same-origin" })).catch(
      (problem) => {
        throw new Unreachable(String(problem));
      },
    );
    if (response.ok) {
      return this.entered(await response.json());
    }
    if (response.status === 401 || response.status === 403) {
      forget();
      this.become(null, "out");
      return null;
    }
    throw new Unreachable(`the session could not be renewed: ${response.status}`);
  }

  /** Takes what a sign-in answered. */
  entered(answer: { accessToken: string; expiresIn: number }): string {
    remember();
    const lifeMs = answer.expiresIn * 1000;
    this.become({ accessToken: answer.accessToken, renewAt: Date.now() + Math.max(lifeMs - RENEW_EARLY_MS, lifeMs / 2) }, "in");
    return answer.accessToken;
  }

  /** Forgets who was signed in, in this tab. */
  left(): void {
    forget();
    this.become(null, "out");
  }

  /** Forgets who was signed in, in all tabs. */
  leftEverywhere(): void {
    this.left();
    this.tabs?.postMessage("out");
  }

  private become(signedIn: SignedIn | null, state: SessionState): void {
    this.signedIn = signedIn;
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}

function remembered(): boolean {
  return globalThis.localStorage?.getItem(SIGNED_BEFORE) === "1";
}

function remember(): void {
  globalThis.localStorage?.setItem(SIGNED_BEFORE, "1");
}

function forget(): void {
  globalThis.localStorage?.removeItem(SIGNED_BEFORE);
}

async function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks === undefined ? await work() : await navigator.locks.request(LOCK, work);
}

export const session = new Session();
