import type { ticket } from "contract";
import type { JSX } from "preact";
import { dateTime } from "../kit/format.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { Link } from "../kit/router.tsx";
import { Notice } from "../kit/ui.tsx";
import { showTexts } from "./show-texts.ts";
import { changed, type Show } from "./shows.ts";

/** Says in words and colour that something does not take place as first announced; nothing if it does. */
export function ShowBadge({ status }: { status: Show["status"] }): JSX.Element | null {
  const t = useTexts(showTexts);
  return status === "SCHEDULED" ? null : <span class={`badge ${status === "CANCELLED" ? "bad" : "warn"}`} data-show={status}>{t.status[status]}</span>;
}

/** The date of a performance; where it has changed, the old and the new one. */
export function ShowDate({ show, zone, format = dateTime }: { show: Show; zone: string; format?: typeof dateTime }): JSX.Element {
  const t = useTexts(showTexts);
  const language = useLanguage();
  const say = (instant: string) => <time dateTime={instant}>{format(instant, zone, language)}</time>;
  switch (show.status) {
    case "SCHEDULED":
      return say(show.startsAt);
    case "CANCELLED":
      return <span><span class="hidden">{t.was}</span> <del>{say(show.startsAt)}</del></span>;
    case "POSTPONED":
      return (
        <span>
          {show.previousStartsAt && <><small>{t.before}</small> <del class="faint">{say(show.previousStartsAt)}</del><br /></>}
          <small>{t.now}</small> <b>{say(show.startsAt)}</b>
        </span>
      );
  }
}

/** What a fan of an event must know before anything else; nothing while all is as planned. */
export function EventNotice({ event }: { event: ticket.EventView }): JSX.Element | null {
  const t = useTexts(showTexts);
  const shows = changed(event);
  if (event.status === "SCHEDULED" && shows.length === 0) {
    return null;
  }
  const isOff = event.status === "CANCELLED";
  const anyOff = shows.some((each) => each.status === "CANCELLED");
  return (
    <Notice tone={isOff ? "bad" : "warn"}>
      {event.status !== "SCHEDULED" && <p><b>{t.event[event.status]}</b></p>}
      {!isOff && anyOff && <p><b>{t.event.someCancelled}</b></p>}
      {event.reason && <p>{t.reason(event.reason)}</p>}
      {!isOff && (
        <ul>
          {shows.map((each) => (
            <li key={each.performanceId}>
              <ShowBadge status={each.status} /> <ShowDate show={each} zone={event.venue.timeZone} />
              {each.reason && each.reason !== event.reason && <><br />{t.reason(each.reason)}</>}
            </li>
          ))}
        </ul>
      )}
      {event.status === "POSTPONED" && <p>{t.event.postponedMeans}</p>}
      {anyOff && <p>{t.event.cancelledMeans} <Link to="/bookings">{t.toBookings}</Link></p>}
    </Notice>
  );
}

/** The same for a booking or a ticket: what it means for whoever has it. */
export function ShowNotice({ show, of }: { show: Show; of: "booking" | "ticket" }): JSX.Element | null {
  const t = useTexts(showTexts);
  return show.status === "SCHEDULED" ? null : (
    <Notice tone={show.status === "CANCELLED" ? "bad" : "warn"}>
      <p>{t[of][show.status]}</p>
      {show.reason && <p>{t.reason(show.reason)}</p>}
    </Notice>
  );
}
