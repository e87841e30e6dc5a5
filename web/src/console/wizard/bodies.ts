import type { ticket } from "contract";
import { minorDigits } from "../../kit/format.ts";
import { type Draft, minorUnits, zoneOf } from "./draft.ts";
import { instantOf } from "./zone-time.ts";

/** The request that makes a draft's new venue. Its plan keeps categories that this event does not sell: the next one may. */
export function venueBody(draft: Draft, plan: ticket.PretixPlan): ticket.NewVenue {
  if (draft.venue.kind !== "new") {
    throw new Error("the draft has no new venue");
  }
  const { name, location, timeZone } = draft.venue;
  return { name: name.trim(), location: location.trim(), timeZone, seatingPlan: { ...plan, name: plan.name || name.trim() } };
}

/** The request that publishes a draft without flaws. */
export function eventBody(draft: Draft, venueId: string): ticket.NewEvent {
  const zone = zoneOf(draft);
  const at = (local: string) => instantOf(local, zone) ?? undefined;
  const text = (value: string) => value.trim() === "" ? undefined : value.trim();
  const english = { title: text(draft.titleEn), description: text(draft.descriptionEn) };
  const digits = minorDigits(draft.currency);
  return {
    title: draft.title.trim(),
    description: text(draft.description),
    texts: english.title === undefined && english.description === undefined ? undefined : { en: english },
    venueId,
    visibleFrom: at(draft.visibleFrom),
    grades: draft.grades.map(({ name, price }, i) => ({
      name: name.trim(),
      price: { amount: minorUnits(price, digits), currency: draft.currency },
      categories: Object.keys(draft.gradeOf).filter((category) => draft.gradeOf[category] === i),
    })),
    performances: draft.performances.map((local) => ({ startsAt: at(local)! })),
    sale: {
      lobbyOpensAt: at(draft.lobbyOpensAt),
      opensAt: at(draft.opensAt)!,
      closesAt: at(draft.closesAt)!,
      order: draft.order,
      capacity: Number(draft.capacity),
      admissionsPerSecond: Number(draft.rate),
      maxSeatsPerFan: Number(draft.seatsPerFan),
    },
  };
}
