import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockTime, count } from "../kit/format.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { readCode } from "../kit/ticket/codec.ts";
import { CameraView } from "./camera-view.tsx";
import { type Counts, outcomeOf, type Scan } from "./model.ts";
import type { Shift } from "./shift.ts";
import { Sight } from "./sight.ts";
import { toneOf } from "./signal.ts";
import { gateTexts } from "./texts.ts";

interface ScanPanelProps {
  shift: Shift;
  counts: Counts | null;
  onVerdict: (scan: Scan) => void;
  /** a refusal is shown that the steward has not put away yet: the camera must not replace it */
  isHeld: boolean;
}

export function ScanPanel({ shift, counts, onVerdict, isHeld }: ScanPanelProps): JSX.Element {
  const sight = useRef(new Sight());
  const checkedNow = useRef(false);
  const check = async (text: string) => onVerdict(await shift.scanCode(text));
  const seen = async (text: string) => {
    const ticket = readCode(text)?.statement.ticketId ?? text;
    if (checkedNow.current || isHeld && !sight.current.isSame(ticket)) {
      return;
    }
    if (!sight.current.isNew(ticket, Date.now()) || isHeld) {
      return;
    }
    checkedNow.current = true;
    try {
      await check(text);
    } finally {
      checkedNow.current = false;
    }
  };
  return (
    <div class="scan">
      <CameraView onCode={seen} />
      <TypedCode onCode={check} />
      <CountLine shift={shift} counts={counts} />
      <LastScan shift={shift} />
    </div>
  );
}

/** Hand-held scanners type what they read and press Enter; so may a person. Keys go here wherever the focus was. */
function TypedCode({ onCode }: { onCode: (text: string) => void }): JSX.Element {
  const t = useTexts(gateTexts);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const catchKey = (event: KeyboardEvent) => {
      const isTyping = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      const target = event.target as HTMLElement;
      if (isTyping && event.key !== " " && !target.closest("input, select, textarea, dialog")) {
        input.current?.focus();
      }
    };
    addEventListener("keydown", catchKey);
    return () => removeEventListener("keydown", catchKey);
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    const text = input.current!.value.trim().toUpperCase();
    input.current!.value = "";
    if (text !== "") {
      onCode(text);
    }
  };
  return (
    <form class="typed" onSubmit={submit}>
      <label for="code">{t.code}</label>
      <input id="code" ref={input} lang="en" autocomplete="off" autocapitalize="characters" spellcheck={false} maxLength={400} />
      <button type="submit" class="button plain">{t.check}</button>
    </form>
  );
}

function CountLine({ shift, counts }: { shift: Shift; counts: Counts | null }): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const own = shift.ledger.counts();
  const facts: [string, number][] = counts === null
    ? [[t.admitted, own.admitted], [t.refused, own.refused], [t.expected, shift.list.valid]]
    : [[t.admitted, counts.admitted], [t.expected, counts.expected], [t.here, own.admitted]];
  return (
    <div>
      <dl class="counts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count(value, language)}</dd>
          </div>
        ))}
      </dl>
      {counts === null && <small>{t.countsOwn}</small>}
    </div>
  );
}

function LastScan({ shift }: { shift: Shift }): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const [scan] = shift.ledger.latest(1);
  if (scan === undefined) {
    return <p class="last faint">{t.noScans}</p>;
  }
  const outcome = outcomeOf(scan);
  return (
    <p class="last">
      <span class={`badge ${toneOf(outcome) === "good" ? "good" : "bad"}`}>{t.outcomes[outcome]}</span>
      <b>{scan.label}</b>
      <span class="faint num">{clockTime(scan.scannedAt, language, shift.performance.timeZone)}</span>
    </p>
  );
}
