import type { ticket } from "contract";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { clock, money, shortDateTime } from "../kit/format.ts";
import { useAction, useLoad, useNow, useTitle } from "../kit/hooks.ts";
import { ask, call, newKey } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { Refusal, Unreachable } from "../kit/problems.ts";
import { go, Link } from "../kit/router.tsx";
import { common } from "../kit/texts.ts";
import { Button, Dialog, Face, Field, Notice, ProblemNotice } from "../kit/ui.tsx";
import { checkoutDoor, takeReturn } from "./checkout.ts";
import { ShowBadge, ShowDate, ShowNotice } from "./show.tsx";
import { showOf } from "./shows.ts";
import { fanTexts } from "./texts.ts";

const CHECK_MS = 2_000; // while the outcome of a payment is not known

export function BookingsPage(): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const page = useLoad((signal) => ask("GET /api/v1/bookings", { signal }), []);
  useTitle(`${t.booking.listTitle} – Onsale`);
  const more = async (after: string, bookings: ticket.BookingView[]) => {
    const next = await ask("GET /api/v1/bookings", { query: { after } });
    page.set({ bookings: [...bookings, ...next.bookings], next: next.next });
  };
  return (
    <>
      <h1>{t.booking.listTitle}</h1>
      <Face of={page}>
        {({ bookings, next }) =>
          bookings.length === 0 ? <Notice>{t.booking.none}</Notice> : (
            <>
              <ul class="grid">{bookings.map((booking) => <li key={booking.bookingId}><BookingCard booking={booking} /></li>)}</ul>
              {next && <Button tone="plain" onClick={() => more(next, bookings)}>{c.more}</Button>}
            </>
          )}
      </Face>
    </>
  );
}

function BookingCard({ booking }: { booking: ticket.BookingView }): JSX.Element {
  const language = useLanguage();
  return (
    <Link to={`/bookings/${booking.bookingId}`} class="card event-card">
      <p class="row"><Status status={booking.status} /><ShowBadge status={booking.performanceStatus} /></p>
      <h2>{booking.title}</h2>
      <p class="faint"><ShowDate show={showOf(booking)} zone={booking.venue.timeZone} format={shortDateTime} /><br />{booking.seats.map((seat) => seat.label).join(" · ")}</p>
      <p class="num">{money(booking.total, language)}</p>
    </Link>
  );
}

function Status({ status }: { status: string }): JSX.Element {
  const t = useTexts(fanTexts);
  const tone = { PENDING: "warn", CONFIRMED: "good" }[status] ?? "";
  return <span class={`badge ${tone}`} data-status={status}>{t.booking.status[status] ?? status}</span>;
}

/** A booking from its payment to its end. Coming back from the provider's page, it pays with what that page gave, once. */
export function BookingPage({ bookingId }: { bookingId: string }): JSX.Element {
  const t = useTexts(fanTexts);
  const path = { bookingId };
  const booking = useLoad((signal) => ask("GET /api/v1/bookings/{bookingId}", { path, signal }), [bookingId]);
  const [note, setNote] = useState<"paying" | "unknown" | "declined" | "cancelled" | null>(null);
  const action = useAction();
  useTitle(`${t.booking.title} – Onsale`);
  useEffect(() => {
    const back = takeReturn();
    if (back?.paymentToken) {
      pay(back.paymentToken);
    } else if (back?.cancelled) {
      setNote("cancelled");
    }
  }, [bookingId]);
  useEffect(() => {
    if (booking.is === "ready" && (note === "unknown" || booking.value.payment.state === "CHECKING") && booking.value.status === "PENDING") {
      const timer = setTimeout(booking.again, CHECK_MS);
      return () => clearTimeout(timer);
    }
  }, [booking.is === "ready" ? booking.value : null, note]);
  const pay = (paymentToken: string) =>
    action.run(async () => {
      setNote("paying");
      setNote(await paid(bookingId, paymentToken, booking.set));
    });
  return (
    <Face of={booking}>
      {(value) => <BookingView booking={value} note={note} problem={action.problem} again={booking.again} pay={pay} />}
    </Face>
  );
}

/** Pays. A token is one attempt: a repeat of it, for whatever reason, has the same key and charges nothing twice. */
async function paid(bookingId: string, paymentToken: string, set: (booking: ticket.BookingView) => void): Promise<"unknown" | "declined" | null> {
  try {
    const { status, body } = await call("POST /api/v1/bookings/{bookingId}/payment", { path: { bookingId }, body: { paymentToken }, key: await keyOf(paymentToken) });
    set(body);
    return status === 202 ? "unknown" : null;
  } catch (problem) {
    if (problem instanceof Refusal && problem.slug === "payment-declined") {
      return "declined";
    }
    if (problem instanceof Unreachable || (problem instanceof Refusal && problem.slug === "idempotency-key-in-flight")) {
      return "unknown"; // it may have been charged: the booking says so soon
    }
    throw problem;
  }
}

async function keyOf(paymentToken: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(paymentToken));
  return [...new Uint8Array(digest).subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface BookingViewProps {
  booking: ticket.BookingView;
  note: "paying" | "unknown" | "declined" | "cancelled" | null;
  problem: unknown;
  again: () => void;
  pay: (token: string) => void;
}

function BookingView({ booking, note, problem, again, pay }: BookingViewProps): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const isOff = booking.performanceStatus === "CANCELLED";
  return (
    <article class="narrow">
      <h1>{booking.title}</h1>
      <section class="card">
        <p class="row"><Status status={booking.status} /><ShowBadge status={booking.performanceStatus} /></p>
        {booking.status !== "EXPIRED" && <ShowNotice show={showOf(booking)} of="booking" />}
        <Outcome booking={booking} note={note} />
        <ProblemNotice problem={problem} onAgain={again} />
        <dl class="facts">
          <dt>{t.event.dates}</dt><dd><ShowDate show={showOf(booking)} zone={booking.venue.timeZone} /></dd>
          <dt>{t.event.venue}</dt><dd>{booking.venue.name}, {booking.venue.location}</dd>
          <dt>{t.booking.seats}</dt><dd>{booking.seats.map((seat) => <div key={seat.seatId}>{seat.label} ({seat.grade})</div>)}</dd>
          <dt>{t.booking.total}</dt><dd class="num">{money(booking.total, language)}</dd>
          {booking.payment.refunded && booking.payment.refunded.amount > 0 && <><dt /><dd class="num">{t.booking.refunded(money(booking.payment.refunded, language))}</dd></>}
          <dt>{t.booking.placedAt}</dt><dd>{shortDateTime(booking.placedAt, booking.venue.timeZone, language)}</dd>
          <dt>{t.booking.number}</dt><dd><code>{booking.bookingId}</code></dd>
        </dl>
        {booking.status === "PENDING" && <PayNow booking={booking} busy={note === "paying" || note === "unknown" || booking.payment.state === "CHECKING"} again={again} pay={pay} />}
        {booking.status === "CONFIRMED" && !isOff && (
          <p class="row">
            <Button onClick={() => go("/tickets")}>{t.booking.toTickets}</Button>
            <Cancel booking={booking} again={again} />
          </p>
        )}
        {(booking.status === "EXPIRED" || booking.status === "CANCELLED") && !isOff && <Button tone="plain" onClick={() => go(`/events/${booking.eventId}`)}>{t.booking.again}</Button>}
      </section>
    </article>
  );
}

function Outcome({ booking, note }: { booking: ticket.BookingView; note: BookingViewProps["note"] }): JSX.Element {
  const t = useTexts(fanTexts);
  const say = (tone: "info" | "good" | "warn" | "bad", text: string) => <Notice tone={tone} role="status">{text}</Notice>;
  switch (booking.status) {
    case "CONFIRMED":
      return booking.performanceStatus === "CANCELLED" ? <></> : say("good", t.booking.confirmed);
    case "EXPIRED":
      return say("bad", t.booking.expired);
    case "CANCELLED":
      return say("info", t.booking.cancelled);
    default:
      break;
  }
  if (note === "paying") {
    return say("info", t.booking.paying);
  }
  if (note === "unknown" || booking.payment.state === "CHECKING") {
    return say("warn", t.booking.unknown);
  }
  return note === "declined" ? say("bad", t.booking.declined) : note === "cancelled" ? say("info", t.booking.cancelledAtProvider) : <></>;
}

function PayNow({ booking, busy, again, pay }: { booking: ticket.BookingView; busy: boolean; again: () => void; pay: (token: string) => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const left = Date.parse(booking.expiresAt) - useNow();
  const action = useAction();
  useEffect(() => {
    if (left <= 0) {
      again();
    }
  }, [left <= 0]);
  const open = () =>
    action.run(async () => {
      const door = await checkoutDoor();
      const { amount, currency } = booking.total;
      const { paymentId } = booking.payment;
      const back = await door.open({ paymentId, amount, currency, orderName: booking.title, returnPath: `/bookings/${booking.bookingId}` });
      if (back?.paymentToken) {
        pay(back.paymentToken);
      }
    });
  const giveUp = () =>
    action.run(async () => {
      await ask("DELETE /api/v1/bookings/{bookingId}", { path: { bookingId: booking.bookingId } });
      again();
    });
  return (
    <>
      <p><span class={`badge num ${left < 60_000 ? "warn" : "good"}`} role="timer">{t.booking.payBy(clock(left))}</span></p>
      <ProblemNotice problem={action.problem} />
      <Button busy={action.busy || busy} disabled={left <= 0} class="button primary wide" onClick={() => busy || open()}>{t.booking.pay}</Button>
      <Button tone="quiet" busy={action.busy || busy} onClick={() => busy || giveUp()}>{t.booking.giveUp}</Button>
    </>
  );
}

function Cancel({ booking, again }: { booking: ticket.BookingView; again: () => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState(t.booking.reasonDefault);
  const [done, setDone] = useState<ticket.CancellationView | null>(null);
  const [key] = useState(newKey());
  const action = useAction();
  const cancel = () =>
    action.run(async () => {
      setDone(await ask("POST /api/v1/bookings/{bookingId}/cancellation", { path: { bookingId: booking.bookingId }, body: { reason }, key }));
    });
  const close = () => {
    setAsking(false);
    if (done !== null) {
      again();
    }
  };
  return (
    <>
      <Button tone="plain" onClick={() => setAsking(true)}>{t.booking.cancel}</Button>
      {asking && (
        <Dialog title={t.booking.cancel} onClose={close}>
          {done === null
            ? (
              <>
                <p>{t.booking.cancelSure}</p>
                <Field label={t.booking.reason} value={reason} maxLength={200} onInput={(event) => setReason(event.currentTarget.value)} />
                <ProblemNotice problem={action.problem} />
                <p class="row end">
                  <Button tone="plain" onClick={close}>{c.back}</Button>
                  <Button tone="danger" busy={action.busy} onClick={cancel}>{t.booking.cancel}</Button>
                </p>
              </>
            )
            : (
              <>
                <Notice tone="good" role="status">{done.refund && t.booking.refund(money(done.refund, language))} {t.booking.refundOnWay}</Notice>
                <p class="row end"><Button onClick={close}>{c.close}</Button></p>
              </>
            )}
        </Dialog>
      )}
    </>
  );
}
