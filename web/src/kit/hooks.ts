import { useEffect, useRef, useState } from "preact/hooks";
import { serverClock } from "./clock.ts";
import { newKey } from "./http.ts";
import { isPassing, Refusal } from "./problems.ts";
import { session, type SessionState } from "./session.ts";

export type Loaded<T> =
  | { is: "loading" }
  | { is: "ready"; value: T; /** why a later look failed: the value may be old */ late?: unknown }
  | { is: "failed"; problem: unknown };

export type Load<T> = Loaded<T> & {
  again: () => void;
  /** puts in what is known better now */
  set: (value: T) => void;
};

/**
 * Loads something when `inputs` change; a slower earlier answer never replaces a later one. `again` keeps showing what is there until there is
 * an answer; if the network fails then, what is there stays.
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, inputs: unknown[]): Load<T> {
  const [state, set] = useState<Loaded<T>>({ is: "loading" });
  const [turn, setTurn] = useState(0);
  const lastTurn = useRef(turn);
  useEffect(() => {
    const abort = new AbortController();
    const isAgain = lastTurn.current !== turn;
    lastTurn.current = turn;
    set((before) => before.is === "ready" && isAgain ? before : { is: "loading" });
    load(abort.signal).then(
      (value) => abort.signal.aborted || set({ is: "ready", value }),
      (problem) => abort.signal.aborted || set((before) => failedAfter(before, problem)),
    );
    return () => abort.abort();
  }, [...inputs, turn]);
  return { ...state, again: () => setTurn((n) => n + 1), set: (value) => set({ is: "ready", value }) };
}

/** What is shown after a look that failed: a network that is gone for a moment takes nothing away that was there. */
export function failedAfter<T>(before: Loaded<T>, problem: unknown): Loaded<T> {
  return before.is === "ready" && isPassing(problem) ? { ...before, late: problem } : { is: "failed", problem };
}

export function useSession(): SessionState {
  const [state, set] = useState(session.state);
  useEffect(() => {
    const update = () => set(session.state);
    const look = () => {
      if (session.state === "unknown") {
        session.token().catch(() => {}); // the session tells why: useSessionProblem
      }
    };
    const forget = session.onChange(update); // before asking: who was never signed in is known at once
    update();
    look();
    addEventListener("online", look);
    return () => {
      removeEventListener("online", look);
      forget();
    };
  }, []);
  return state;
}

/** Why it is not known who is signed in. */
export function useSessionProblem(): unknown {
  const [problem, set] = useState(session.problem);
  useEffect(() => {
    const update = () => set(session.problem);
    update();
    return session.onChange(update);
  }, []);
  return problem;
}

/** The server's time, anew every `everyMs`. */
export function useNow(everyMs = 1000): number {
  const [now, set] = useState(serverClock.now());
  useEffect(() => {
    const timer = setInterval(() => set(serverClock.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

export interface Action {
  busy: boolean;
  problem: unknown;
  run: (work: () => Promise<void>) => Promise<void>;
  clear: () => void;
}

/** Something that a press of a button does: not twice at the same time, and its failure is kept to be shown. */
export function useAction(): Action {
  const [state, set] = useState<{ busy: boolean; problem: unknown }>({ busy: false, problem: null });
  const busy = useRef(false);
  const run = async (work: () => Promise<void>) => {
    if (busy.current) {
      return;
    }
    busy.current = true;
    set({ busy: true, problem: null });
    try {
      await work();
      set({ busy: false, problem: null });
    } catch (problem) {
      set({ busy: false, problem });
    } finally {
      busy.current = false;
    }
  };
  return { ...state, run, clear: () => set({ busy: false, problem: null }) };
}

/**
 * Runs a request with an idempotency key: with the same one again while it is not known whether the last try has arrived, and with a new one
 * after an answer or for another request, since the service keeps its answers, refusals too.
 */
export function useKeyed(): <T>(what: unknown, work: (key: string) => Promise<T>) => Promise<T> {
  const keys = useRef(new OpenKey());
  return (what, work) => keys.current.run(JSON.stringify(what), work);
}

export class OpenKey {
  private open: { what: string; key: string } | null = null;

  async run<T>(what: string, work: (key: string) => Promise<T>): Promise<T> {
    const open = this.open?.what === what ? this.open : { what, key: newKey() };
    this.open = open;
    try {
      const answer = await work(open.key);
      this.open = null;
      return answer;
    } catch (problem) {
      if (problem instanceof Refusal && !isPassing(problem) && problem.slug !== "idempotency-key-in-flight") {
        this.open = null;
      }
      throw problem;
    }
  }
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}

export function useOnline(): boolean {
  const [online, set] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => set(navigator.onLine);
    addEventListener("online", update);
    addEventListener("offline", update);
    return () => {
      removeEventListener("online", update);
      removeEventListener("offline", update);
    };
  }, []);
  return online;
}

/** Keeps the screen on while the page is looked at: at the door a phone that sleeps costs everybody time. */
export function useAwakeScreen(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const take = async () => {
      const taken = document.visibilityState === "visible" ? await navigator.wakeLock?.request("screen").catch(() => null) : null;
      if (isOver) {
        await taken?.release();
      } else {
        lock = taken ?? lock;
      }
    };
    take();
    document.addEventListener("visibilitychange", take);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", take);
      lock?.release().catch(() => {});
    };
  }, []);
}
