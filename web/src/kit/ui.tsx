import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { type Load, type Loaded, useNow, useOnline } from "./hooks.ts";
import { choose, useLanguage, useTexts } from "./language.ts";
import { Refusal, Unreachable } from "./problems.ts";
import { common } from "./texts.ts";
import { timeLeft } from "./format.ts";

type Tone = "primary" | "plain" | "danger" | "quiet";

export function Button(
  { tone = "primary", busy = false, children, ...rest }:
    & { tone?: Tone; busy?: boolean; children: ComponentChildren }
    & JSX.HTMLAttributes<HTMLButtonElement>
    & { type?: "button" | "submit"; disabled?: boolean },
): JSX.Element {
  return (
    <button type="button" class={`button ${tone}`} aria-busy={busy} {...rest} aria-disabled={busy || rest.disabled} disabled={rest.disabled}>
      {busy && <span class="spinner" aria-hidden="true" />}
      <span>{children}</span>
    </button>
  );
}

/** A labelled input. Its hint and its error are read out with it. */
export function Field(
  { label, hint, error, ...rest }: { label: string; hint?: string; error?: string | undefined } & JSX.HTMLAttributes<HTMLInputElement> & {
    type?: string;
    value?: string | number;
    required?: boolean;
    min?: string | number;
    max?: string | number;
    maxLength?: number;
    minLength?: number;
    autocomplete?: string;
    inputMode?: string;
    name?: string;
    step?: string | number;
    pattern?: string;
    placeholder?: string;
    disabled?: boolean;
    list?: string;
  },
): JSX.Element {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} aria-describedby={described || undefined} aria-invalid={error !== undefined} {...rest as object} />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {error && <small id={`${id}-error`} class="bad">{error}</small>}
    </div>
  );
}

export function Choice<T extends string>(
  { label, value, options, onChoose }: { label: string; value: T; options: [T, string][]; onChoose: (value: T) => void },
): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value as T)}>
        {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
    </div>
  );
}

export function Notice(
  { tone = "info", children, role }: { tone?: "info" | "good" | "warn" | "bad"; children: ComponentChildren; role?: "status" | "alert" },
): JSX.Element {
  return <div class={`notice ${tone}`} role={role}>{children}</div>;
}

export function Loading(): JSX.Element {
  const t = useTexts(common);
  return (
    <div class="loading" role="status">
      <span class="spinner" aria-hidden="true" /> {t.loading}
    </div>
  );
}

/** What went wrong, in words for the person who looks at it. */
export function ProblemNotice({ problem, onAgain }: { problem: unknown; onAgain?: () => void }): JSX.Element | null {
  const t = useTexts(common);
  if (problem === null || problem === undefined) {
    return null;
  }
  return (
    <Notice tone="bad" role="alert">
      <p>{problemText(problem, t)}</p>
      {problem instanceof Refusal && problem.problem.errors?.map((each) => <p key={each.field}><code>{each.field}</code> {each.message}</p>)}
      {problem instanceof Refusal && problem.problem.requestId && <p class="faint">{t.requestId(problem.problem.requestId)}</p>}
      {onAgain && <Button tone="plain" onClick={onAgain}>{t.again}</Button>}
    </Notice>
  );
}

export function problemText(problem: unknown, t: (typeof common)["ko"]): string {
  if (problem instanceof Refusal) {
    const { has, max } = problem.problem;
    const known = problem.slug === "seat-limit" && typeof max === "number" ? t.seatLimit(Number(has), max) : t.problems[problem.slug];
    const wait = problem.retryAfterMs > 0 ? " " + t.retryIn(Math.ceil(problem.retryAfterMs / 1000)) : "";
    return (known ?? problem.problem.detail ?? problem.problem.title) + wait;
  }
  return problem instanceof Unreachable ? t.unreachable : t.unexpected;
}

/** One of the three faces of something that is loaded. */
export function Face<T>({ of, children }: { of: Load<T>; children: (value: T) => JSX.Element }): JSX.Element {
  const state = of as Loaded<T>;
  switch (state.is) {
    case "loading":
      return <Loading />;
    case "failed":
      return <ProblemNotice problem={state.problem} onAgain={of.again} />;
    case "ready":
      return <>{state.late !== undefined && <ProblemNotice problem={state.late} onAgain={of.again} />}{children(state.value)}</>;
  }
}

/** A modal question or panel. The browser keeps the focus inside, Escape closes it, and the focus goes back to where it came from. */
export function Dialog(
  { title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren },
): JSX.Element {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isOver = useRef(false);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => {
      isOver.current = true; // closing it now tells nobody
      dialog?.close();
    };
  }, []);
  return (
    <dialog ref={ref} aria-labelledby={id} onClose={() => isOver.current || onClose()}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

/** Days, hours, minutes and seconds until an instant, by the server's clock. Screen readers hear it when they ask, not every second. */
export function Countdown({ until }: { until: string | number }): JSX.Element {
  const t = useTexts(common);
  const now = useNow();
  const left = timeLeft(new Date(until).getTime() - now);
  const parts: [number, string][] = [[left.days, t.days], [left.hours, t.hours], [left.minutes, t.minutes], [left.seconds, t.seconds]];
  return (
    <div class="countdown" role="timer">
      {parts.filter(([value], i) => i > 0 || value > 0).map(([value, unit]) => (
        <span key={unit}><b>{String(value).padStart(2, "0")}</b> {unit}</span>
      ))}
    </div>
  );
}

/** A share of a whole that moves. */
export function Bar({ share, label }: { share: number; label: string }): JSX.Element {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <div class="bar" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width={percent} height="1" /></svg>
    </div>
  );
}

export function LanguageButton(): JSX.Element {
  const t = useTexts(common);
  const now = useLanguage();
  return <Button tone="quiet" onClick={() => choose(now === "ko" ? "en" : "ko")} lang={now === "ko" ? "en" : "ko"}>{t.otherLanguage}</Button>;
}

/** The frame of every page. */
export function Frame({ brand, nav, children }: { brand: JSX.Element; nav: ComponentChildren; children: ComponentChildren }): JSX.Element {
  const t = useTexts(common);
  const online = useOnline();
  return (
    <>
      <a class="skip" href="#main">{t.skip}</a>
      <header class="top">
        {brand}
        <nav aria-label="Onsale">{nav}<LanguageButton /></nav>
      </header>
      {!online && <Notice tone="warn" role="status">{t.offline}</Notice>}
      <main id="main" tabIndex={-1}>{children}</main>
    </>
  );
}
