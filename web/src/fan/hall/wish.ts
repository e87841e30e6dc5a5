import type { seat } from "contract";
import { nearest } from "../../kit/hall/alternatives.ts";
import { type Hall, HELD, type HallZone, UNNUMBERED } from "../../kit/hall/hall.ts";
import { Refusal } from "../../kit/problems.ts";

/** Why the wished seats cannot be had, and what may be had instead. */
export interface Conflict {
  /** somebody else was faster with these */
  taken: number[];
  /** these would be left alone */
  singles: number[];
  /** areas with fewer places than wished */
  short: { area: HallZone; left: number }[];
  /** seats to ask for instead; empty: there are none */
  instead: number[];
}

/** The numbered seats by name; of an area only how many, so that two people never want the same place of it. */
export function wishOf(hall: Hall, seats: number[]): seat.HoldRequest {
  const numbered = seats.filter((index) => !isUnnumbered(hall, index));
  const areas = areasOf(hall, seats);
  return {
    ...(numbered.length > 0 && { seatIds: numbered.map((index) => hall.ids[index]!) }),
    ...(areas.length > 0 && { generalAdmission: areas.map(({ area, places }) => ({ area: area.generalAdmission!, quantity: places.length })) }),
  };
}

/** What a refused wish means for the hall; anything else goes on as a problem. */
export function conflictOf(problem: unknown, hall: Hall, wished: number[]): Conflict {
  const slug = problem instanceof Refusal ? problem.slug : "";
  const numbered = wished.filter((index) => !isUnnumbered(hall, index));
  const places = wished.filter((index) => isUnnumbered(hall, index));
  if (problem instanceof Refusal && slug === "would-leave-single") {
    return { taken: [], singles: seatsOf(hall, problem.problem.singles), short: [], instead: [...seatsOf(hall, problem.problem.instead), ...places] };
  }
  if (!(problem instanceof Refusal) || slug !== "seats-taken") {
    throw problem;
  }
  const taken = seatsOf(hall, problem.problem.taken);
  taken.forEach((index) => hall.setState(index, HELD)); // the stream says the same a moment later
  const short = shortages(hall, problem.problem.areas);
  const others = taken.length > 0 ? nearest(hall, numbered) : numbered;
  return { taken, singles: [], short, instead: others.length === 0 && numbered.length > 0 ? [] : [...others, ...remaining(places, hall, short)] };
}

/** What is left of the wish: seats that are still for sale, and no more places of an area than it has. */
export function remainder(hall: Hall, wished: number[], conflict: Conflict): number[] {
  const seats = wished.filter((index) => !isUnnumbered(hall, index) && hall.isForSale(index));
  return [...seats, ...remaining(wished.filter((index) => isUnnumbered(hall, index)), hall, conflict.short)];
}

function remaining(places: number[], hall: Hall, short: Conflict["short"]): number[] {
  return areasOf(hall, places).flatMap(({ area, places: wished }) => wished.slice(0, short.find((each) => each.area === area)?.left ?? wished.length));
}

function areasOf(hall: Hall, seats: number[]): { area: HallZone; places: number[] }[] {
  return hall.zones
    .filter((zone) => zone.generalAdmission !== null)
    .map((area) => ({ area, places: seats.filter((index) => index >= area.from && index < area.to) }))
    .filter(({ places }) => places.length > 0);
}

function shortages(hall: Hall, areas: unknown): Conflict["short"] {
  return ((areas ?? []) as { area: string; left: number }[]).flatMap(({ area: id, left }) => {
    const area = hall.zones.find((zone) => zone.generalAdmission === id);
    return area ? [{ area, left }] : [];
  });
}

function seatsOf(hall: Hall, ids: unknown): number[] {
  return ((ids ?? []) as string[]).map((id) => hall.index(id)).filter((index) => index >= 0);
}

function isUnnumbered(hall: Hall, index: number): boolean {
  return (hall.marksOf[index]! & UNNUMBERED) !== 0;
}
