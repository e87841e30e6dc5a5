import "./ticket-code.css";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAwakeScreen, useNow } from "../hooks.ts";
import { useTexts } from "../language.ts";
import { Loading, Notice } from "../ui.tsx";
import { SLOT_MS, slotAt } from "./codec.ts";
import { codeNow, isOfThisDevice } from "./device.ts";
import { ticketTexts } from "./texts.ts";

type Shown = "loading" | "code" | "other-device" | "failed";

/**
 * The code that opens the gate, made anew every 15 seconds without a network.
 *
 * @param statement base64url, from `bindToThisDevice` or `keptStatement`
 */
export function TicketCode({ ticketId, statement }: { ticketId: string; statement: string }): JSX.Element {
  const t = useTexts(ticketTexts);
  const now = useNow(250);
  const slot = slotAt(now);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, show] = useState<Shown>("loading");
  useAwakeScreen();
  useEffect(() => {
    let isOver = false;
    draw(statement, canvas).then((next) => isOver || show(next), () => isOver || show("failed"));
    return () => {
      isOver = true;
    };
  }, [ticketId, statement, slot]);
  return (
    <>
      {shown === "loading" && <Loading />}
      {shown === "other-device" && <Notice tone="warn">{t.otherDevice}</Notice>}
      {shown === "failed" && <Notice tone="bad" role="alert">{t.failed}</Notice>}
      <figure class="ticket-code" hidden={shown !== "code"}>
        <canvas ref={canvas} role="img" aria-label={t.code} />
        <figcaption>
          <Ring leftMs={(slot + 1) * SLOT_MS - now} />
          <span>{t.renews}</span>
        </figcaption>
      </figure>
    </>
  );
}

async function draw(statement: string, canvas: { current: HTMLCanvasElement | null }): Promise<Shown> {
  if (!await isOfThisDevice(statement)) {
    return "other-device";
  }
  const [code, { drawQr }] = await Promise.all([codeNow(statement), import("./qr.ts")]);
  if (canvas.current !== null) {
    await drawQr(code, canvas.current);
  }
  return "code";
}

const ROUND = 2 * Math.PI * 18;

/** How much of the slot is left. It moves by the second; with reduced motion it steps. */
function Ring({ leftMs }: { leftMs: number }): JSX.Element {
  const seconds = Math.ceil(leftMs / 1000);
  const gone = ROUND * (1 - Math.max(0, seconds - 1) / (SLOT_MS / 1000 - 1));
  return (
    <svg viewBox="0 0 44 44" aria-hidden="true">
      <circle cx="22" cy="22" r="18" />
      <circle class={`left ${seconds * 1000 >= SLOT_MS ? "full" : ""}`} cx="22" cy="22" r="18" stroke-dasharray={ROUND} stroke-dashoffset={gone} />
      <text x="22" y="22">{seconds}</text>
    </svg>
  );
}
