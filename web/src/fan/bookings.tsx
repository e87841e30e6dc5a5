import type { ticket } from "contract";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clock, money, shortDateTime } from "../kit/format.ts";
import { serverClock } from "../kit/clock.ts";
import { useAction, useLoad, useNow, useTitle } from "../kit/hooks.ts";
import { ask, call } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { persistently } from "../kit/persist.ts";
import { Refusal } from "../kit/problems.ts";
import { go, Link } from "../kit/router.tsx";
import { common } from "../kit/texts.ts";
import { Button, Face, Notice, ProblemNotice } from "../kit/ui.tsx";
import { CancelBooking } from "./cancel-booking.tsx";
import { type CheckoutReturn, checkoutDoor, takeReturn } from "./checkout.ts";
import { ShowBadge, ShowDate, ShowNotice } from "./show.tsx";
import { showOf } from "./shows.ts";
import { fanTexts } from "./texts.ts";

const CHECK_MS = 2_000; // while the outcome of a payment is not known

export function BookingsPage(): JSX.Element {
  const t = useTexts(fanTexts);
  const page = useLoad((signal) => ask("GET /api/v1/bookings", { signal }), []);
  useTitle(`${t.booking.listTitle} – Onsale`);
  return (
    <>
      <h1>{t.booking.listTitle}</h1>
      <Face of={page}>{(first) => first.bookings.length === 0 ? <Notice>{t.booking.none}</Notice> : <BookingList first={first} />}</Face>
    </>
  );
}

function BookingList({ first }: { first: ticket.BookingPage }): JSX.Element {
  const c = useTexts(common);
  const [{ bookings, next }, setPage] = useState(first);
  const action = useAction();
  const more = () =>
    action.run(async () => {
      const following = await ask("GET /api/v1/bookings", { query: { after: next! } });
      setPage({ bookings: [...bookings, ...following.bookings], next: following.next });
    });
  return (
    <>
      <ul class="grid">{bookings.map((booking) => <li key={booking.bookingId}><BookingCard booking={booking} /></li>)}</ul>
      <ProblemNotice problem={action.problem} />
      {next && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
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

type Note = "paying" | "unknown" | "declined" | "cancelled" | null;

/** A booking from its payment to its end. Coming back from the provider's page, it pays with what that page gave, once. */
export function BookingPage({ bookingId }: { bookingId: string }): JSX.Element {
  const t = useTexts(fanTexts);
  const booking = useLoad((signal) => ask("GET /api/v1/bookings/{bookingId}", { path: { bookingId }, signal }), [bookingId]);
  const [note, setNote] = useState<Note>(null);
  const action = useAction();
  const leaving = useRef(new AbortController());
  useTitle(`${t.booking.title} – Onsale`);
  const take = (back: CheckoutReturn | null) => {
    if (back?.paymentToken) {
      pay(back.paymentToken);
    } else if (back?.cancelled) {
      setNote("cancelled");
    }
  };
  useEffect(() => {
    leaving.current = new AbortController();
    take(takeReturn());
    return () => leaving.current.abort();
  }, [bookingId]);
  const open = booking.is === "ready" && booking.value.status === "PENDING" ? booking.value : null;
  const isChecked = open !== null && (note === "unknown" || open.payment.state === "CHECKING" || Date.parse(open.expiresAt) <= serverClock.now());
  useEffect(() => {
    if (isChecked) {
      const timer = setTimeout(booking.again, CHECK_MS);
      return () => clearTimeout(timer);
    }
  }, [booking, isChecked]); // after each answer, also a failed one
  const pay = (paymentToken: string) =>
    action.run(async () => {
      setNote("paying");
      try {
        setNote(await paid(bookingId, paymentToken, booking.set, () => setNote("unknown"), leaving.current.signal));
      } catch (problem) {
        setNote(null);
        throw problem;
      }
    });
  return <Face of={booking}>{(value) => <BookingView booking={value} note={note} problem={action.problem} again={booking.again} take={take} />}</Face>;
}

/**
 * Pays. A token is one attempt: a repeat of it, for whatever reason, has the same key and charges nothing twice. So it is repeated until there is
 * an answer; without one nobody knows whether the bank was asked.
 */
async function paid(
  bookingId: string,
  paymentToken: string,
  set: (booking: ticket.BookingView) => void,
  onWait: () => void,
  signal: AbortSignal,
): Promise<"unknown" | "declined" | null> {
  const key = await keyOf(paymentToken);
  const post = () => call("POST /api/v1/bookings/{bookingId}/payment", { path: { bookingId }, body: { paymentToken }, key }); // also when the page is left: the fan has paid
  try {
    const { status, body } = await persistently(post, signal, onWait);
    set(body);
    return status === 202 ? "unknown" : null;
  } catch (problem) {
    const slug = problem instanceof Refusal ? problem.slug : null;
    if (slug === "payment-declined") {
      return "declined";
    }
    if (slug === "idempotency-key-in-flight") {
      return "unknown"; // the booking says soon how it went
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
  note: Note;
  problem: unknown;
  again: () => void;
  /** what the provider's window gave */
  take: (back: CheckoutReturn | null) => void;
}

function BookingView({ booking, note, problem, again, take }: BookingViewProps): JSX.Element {
  const t = useTexts(fanTexts);
  const isOff = booking.performanceStatus === "CANCELLED";
  return (
    <article class="narrow">
      <h1>{booking.title}</h1>
      <section class="card">
        <p class="row"><Status status={booking.status} /><ShowBadge status={booking.performanceStatus} /></p>
        {booking.status !== "EXPIRED" && <ShowNotice show={showOf(booking)} of="booking" />}
        <Outcome booking={booking} note={note} />
        <ProblemNotice problem={problem} onAgain={again} />
        <Facts booking={booking} />
        {booking.status === "PENDING" && <PayNow booking={booking} busy={note === "paying" || note === "unknown" || booking.payment.state === "CHECKING"} again={again} take={take} />}
        {booking.status === "CONFIRMED" && !isOff && (
          <p class="row">
            <Button onClick={() => go("/tickets")}>{t.booking.toTickets}</Button>
            <CancelBooking booking={booking} again={again} />
          </p>
        )}
        {(booking.status === "EXPIRED" || booking.status === "CANCELLED") && !isOff && <Button tone="plain" onClick={() => go(`/events/${booking.eventId}`)}>{t.booking.again}</Button>}
      </section>
    </article>
  );
}

function Facts({ booking }: { booking: ticket.BookingView }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const { refunded } = booking.payment;
  return (
    <dl class="facts">
      <dt>{t.event.dates}</dt><dd><ShowDate show={showOf(booking)} zone={booking.venue.timeZone} /></dd>
      <dt>{t.event.venue}</dt><dd>{booking.venue.name}, {booking.venue.location}</dd>
      <dt>{t.booking.seats}</dt><dd>{booking.seats.map((seat) => <div key={seat.seatId}>{seat.label} ({seat.grade})</div>)}</dd>
      <dt>{t.booking.total}</dt><dd class="num">{money(booking.total, language)}</dd>
      {refunded && refunded.amount > 0 && <><dt /><dd class="num">{t.booking.refunded(money(refunded, language))}</dd></>}
      <dt>{t.booking.placedAt}</dt><dd>{shortDateTime(booking.placedAt, booking.venue.timeZone, language)}</dd>
      <dt>{t.booking.number}</dt><dd><code>{booking.bookingId}</code></dd>
    </dl>
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

function PayNow({ booking, busy, again, take }: Omit<BookingViewProps, "note" | "problem"> & { busy: boolean }): JSX.Element {
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
      take(await door.open({ paymentId, amount, currency, orderName: booking.title, returnPath: `/bookings/${booking.bookingId}` }));
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
