import type { JSX } from "preact";
import { useSession, useTitle } from "../kit/hooks.ts";
import { useTexts } from "../kit/language.ts";
import { Lazy } from "../kit/lazy.tsx";
import { Link, type Route, Router } from "../kit/router.tsx";
import { SignedInOnly } from "../kit/sign-in.tsx";
import { common } from "../kit/texts.ts";
import { Frame } from "../kit/ui.tsx";
import { EventPage } from "./event.tsx";
import { EventsPage } from "./events.tsx";
import { SignInPage, SignUpPage } from "./sign-in.tsx";
import { hasKept } from "./tickets/kept.ts";
import { fanTexts } from "./texts.ts";

/** A page whose code is loaded when it is first shown. */
function later<P extends object>(load: () => Promise<(props: P) => JSX.Element>): (props: P) => JSX.Element {
  return (props) => <Lazy load={load} props={props} />;
}

const LinePage = later<{ eventId: string }>(async () => (await import("./line/line.tsx")).LinePage);
const HallPage = later<{ eventId: string; performanceId: string }>(async () => (await import("./hall/hall.tsx")).HallPage);
const BookingPage = later<{ bookingId: string }>(async () => (await import("./bookings.tsx")).BookingPage);
const BookingsPage = later<object>(async () => (await import("./bookings.tsx")).BookingsPage);
const TicketsPage = later<object>(async () => (await import("./tickets/tickets.tsx")).TicketsPage);
const TicketPage = later<{ ticketId: string }>(async () => (await import("./tickets/ticket.tsx")).TicketPage);
const AccountPage = later<object>(async () => (await import("./account.tsx")).AccountPage);
const HandOverPage = later<object>(async () => (await import("./hand-over.tsx")).HandOverPage);

/** Without a network nobody can be asked who is signed in: what this device has kept is shown then. */
function AlsoOffline({ page }: { page: JSX.Element }): JSX.Element {
  return useSession() === "unknown" && hasKept() ? page : mine(page);
}

const alsoOffline = (page: JSX.Element) => <AlsoOffline page={page} />;

const mine = (page: JSX.Element) => <SignedInOnly>{page}</SignedInOnly>;

const ROUTES: Route[] = [
  { pattern: "/", page: () => <EventsPage /> },
  { pattern: "/events", page: () => <EventsPage /> },
  { pattern: "/events/:eventId", page: ({ eventId }) => <EventPage eventId={eventId!} /> },
  { pattern: "/events/:eventId/line", page: ({ eventId }) => mine(<LinePage eventId={eventId!} />) },
  { pattern: "/events/:eventId/seats/:performanceId", page: (p) => mine(<HallPage eventId={p.eventId!} performanceId={p.performanceId!} />) },
  { pattern: "/bookings", page: () => mine(<BookingsPage />) },
  { pattern: "/bookings/:bookingId", page: ({ bookingId }) => mine(<BookingPage bookingId={bookingId!} />) },
  { pattern: "/tickets", page: () => alsoOffline(<TicketsPage />) },
  { pattern: "/tickets/:ticketId", page: ({ ticketId }) => alsoOffline(<TicketPage ticketId={ticketId!} />) },
  { pattern: "/account", page: () => mine(<AccountPage />) },
  { pattern: "/sign-in", page: () => <SignInPage /> },
  { pattern: "/sign-up", page: () => <SignUpPage /> },
  { pattern: "/hand-over", page: () => <HandOverPage /> },
];

function NotFound(): JSX.Element {
  const t = useTexts(common);
  useTitle(`${t.notFound} – Onsale`);
  return (
    <section class="card narrow">
      <h1>{t.notFound}</h1>
      <Link to="/">{t.home}</Link>
    </section>
  );
}

export function FanApp(): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const state = useSession();
  const nav = (
    <>
      <Link to="/">{t.nav.events}</Link>
      {state === "in"
        ? (
          <>
            <Link to="/bookings">{t.nav.bookings}</Link>
            <Link to="/tickets">{t.nav.tickets}</Link>
            <Link to="/account">{t.nav.account}</Link>
          </>
        )
        : <Link to="/sign-in">{c.signIn}</Link>}
    </>
  );
  return (
    <Frame brand={<Link to="/" class="brand">Onsale</Link>} nav={nav}>
      <Router routes={ROUTES} otherwise={<NotFound />} />
    </Frame>
  );
}
