import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { count } from "../../kit/format.ts";
import { useAction, useLoad, useTitle } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Link } from "../../kit/router.tsx";
import { common } from "../../kit/texts.ts";
import { Button, Face, ProblemNotice } from "../../kit/ui.tsx";
import type { Venue } from "../types.ts";

const PAGE = 50;

const ko = {
  title: "공연장",
  none: "등록한 공연장이 없습니다. 공연을 만들 때 등록할 수 있습니다.",
  create: "새 공연 만들기",
  seats: (n: string) => `${n}석`,
};

const en: typeof ko = {
  title: "Venues",
  none: "You have no venues. The first one is made together with an event.",
  create: "Create an event",
  seats: (n) => `${n} seats`,
};

const texts = { ko, en };

/** The venues of a seller. */
export function VenuesPage(): JSX.Element {
  const t = useTexts(texts);
  useTitle(`${t.title} · Onsale`);
  const first = useLoad((signal) => page(undefined, signal), []);
  return (
    <>
      <h1>{t.title}</h1>
      <Face of={first}>{(value) => <Venues first={value} />}</Face>
    </>
  );
}

interface VenuePage {
  venues: Venue[];
  next?: string | null;
}

function page(after?: string, signal?: AbortSignal): Promise<VenuePage> {
  return ask("GET /api/v1/venues", { query: { after, limit: PAGE }, signal });
}

function Venues({ first }: { first: VenuePage }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const language = useLanguage();
  const [{ venues, next }, set] = useState(first);
  const action = useAction();
  const more = () =>
    action.run(async () => {
      const following = await page(next!);
      set({ venues: [...venues, ...following.venues], next: following.next });
    });
  if (venues.length === 0) {
    return (
      <section class="card">
        <p class="empty">{t.none}</p>
        <Link class="button primary" to="/console/new">{t.create}</Link>
      </section>
    );
  }
  return (
    <section class="card">
      <ul class="cards-list">
        {venues.map((venue) => (
          <li key={venue.venueId}>
            <h2>
              <Link to={`/console/venues/${venue.venueId}`}>{venue.name}</Link>
            </h2>
            <p>
              {venue.location}
              <br />
              <small>{t.seats(count(venue.seatCount, language))} · {venue.timeZone}</small>
            </p>
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} />
      {next != null && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
    </section>
  );
}
