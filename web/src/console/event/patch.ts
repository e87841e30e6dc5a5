import type { Operations } from "contract";
import type { Event } from "../types.ts";
import { instantOf, localOf } from "../wizard/zone-time.ts";

export type EventPatch = Operations["PATCH /api/v1/events/{eventId}"]["body"];

/** What may be edited of a published event; times as the clock at the venue shows them. */
export interface EventForm {
  title: string;
  description: string;
  titleEn: string;
  descriptionEn: string;
  visibleFrom: string;
  lobbyOpensAt: string;
  opensAt: string;
  closesAt: string;
  order: "ARRIVAL" | "RANDOM";
  maxSeatsPerFan: string;
}

export function formOf(event: Event): EventForm {
  const local = (instant: string | null | undefined) => instant == null ? "" : localOf(instant, event.venue.timeZone);
  return {
    title: event.title,
    description: event.description ?? "",
    titleEn: event.texts?.en?.title ?? "",
    descriptionEn: event.texts?.en?.description ?? "",
    visibleFrom: local(event.visibleFrom),
    lobbyOpensAt: local(event.sale.lobbyOpensAt),
    opensAt: local(event.sale.opensAt),
    closesAt: local(event.sale.closesAt),
    order: event.sale.order === "RANDOM" ? "RANDOM" : "ARRIVAL",
    maxSeatsPerFan: String(event.sale.maxSeatsPerFan),
  };
}

/** What was typed, on top of what has changed meanwhile: a field that was not touched shows the event as it is now. */
export function rebased(seen: Event, form: EventForm, now: Event): EventForm {
  const before = formOf(seen);
  const touched = Object.entries(form).filter(([name, value]) => before[name as keyof EventForm] !== value);
  return { ...formOf(now), ...Object.fromEntries(touched) };
}

/** Only what differs: the service refuses a time that has passed even if it is the same. Null if nothing does. */
export function patchOf(event: Event, form: EventForm): EventPatch | null {
  const before = formOf(event);
  const changed = (name: keyof EventForm) => before[name] !== form[name];
  const text = (name: "title" | "description" | "titleEn" | "descriptionEn") => changed(name) ? form[name].trim() : undefined;
  const time = (name: "visibleFrom" | "lobbyOpensAt" | "opensAt" | "closesAt") =>
    changed(name) ? instantOf(form[name], event.venue.timeZone) ?? undefined : undefined;
  const english = given({ title: text("titleEn"), description: text("descriptionEn") });
  const sale = given({
    lobbyOpensAt: time("lobbyOpensAt"),
    opensAt: time("opensAt"),
    closesAt: time("closesAt"),
    order: changed("order") ? form.order : undefined,
    maxSeatsPerFan: changed("maxSeatsPerFan") ? Number(form.maxSeatsPerFan) : undefined,
  });
  return given({
    title: text("title"),
    description: text("description"),
    texts: english === null ? undefined : { en: english },
    visibleFrom: time("visibleFrom"),
    sale: sale ?? undefined,
  });
}

/** The members that have a value; null if none has. */
function given<T extends object>(of: T): T | null {
  const kept = Object.entries(of).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? null : Object.fromEntries(kept) as T;
}

export type Lock = "passed" | "lobbyOpen" | "cancelled";

/** Fields that can no longer be changed, and why: the rules of the service, so that nobody types in vain. */
export function locksOf(event: Event, now: number): Partial<Record<keyof EventForm, Lock>> {
  const passed = (instant: string) => Date.parse(instant) <= now;
  const locks: Partial<Record<keyof EventForm, Lock>> = {};
  if (passed(event.visibleFrom)) {
    locks.visibleFrom = "passed";
  }
  if (passed(event.sale.lobbyOpensAt ?? event.sale.opensAt)) {
    locks.lobbyOpensAt =
      locks.opensAt =
      locks.order =
      locks.maxSeatsPerFan =
        "lobbyOpen";
  }
  if (passed(event.sale.closesAt)) {
    locks.closesAt = "passed";
  }
  if (event.status === "CANCELLED") {
    locks.visibleFrom =
      locks.lobbyOpensAt =
      locks.opensAt =
      locks.closesAt =
      locks.order =
      locks.maxSeatsPerFan =
        "cancelled";
  }
  return locks;
}
