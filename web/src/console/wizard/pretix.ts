import type { seat, ticket } from "contract";

/** A seating plan in pretix's form that was read from a file, or why it cannot be. */
export type PlanFile =
  | { plan: ticket.PretixPlan; warnings: PlanWarning[] }
  | { errors: PlanError[] };

export interface PlanError {
  code: "json" | "shape" | "empty" | "many" | "guid" | "duplicate" | "position" | "category" | "areaId" | "capacity";
  /** where in the file, such as `zones[3].rows[0].seats[7]` */
  at: string;
}

export interface PlanWarning {
  code: "unsold" | "emptyRow" | "emptyZone" | "unusedCategory";
  count: number;
  /** where the first one is */
  at: string;
}

const SEATS_MAX = 120_000; // as many as the server takes
const ERRORS_MAX = 200; // as many as a person mends in one go, and as the server names

/** Reads a plan of either generation of pretix's editor and finds what the server would refuse, before 16 MB are sent. */
export function readPlan(text: string): PlanFile {
  let plan: ticket.PretixPlan;
  try {
    plan = JSON.parse(text);
  } catch {
    return { errors: [{ code: "json", at: "" }] };
  }
  if (typeof plan !== "object" || plan === null || !Array.isArray(plan.zones) || !Array.isArray(plan.categories)) {
    return { errors: [{ code: "shape", at: "" }] };
  }
  return checked(plan);
}

interface PlacedSeat {
  seat: ticket.PretixSeat;
  at: string;
}

function* seatsOf(plan: ticket.PretixPlan): Generator<PlacedSeat> {
  for (const [z, zone] of (plan.zones ?? []).entries()) {
    for (const [r, row] of (zone?.rows ?? []).entries()) {
      for (const [s, seat] of (row?.seats ?? []).entries()) {
        yield { seat, at: `zones[${z}].rows[${r}].seats[${s}]` };
      }
    }
  }
}

function checked(plan: ticket.PretixPlan): PlanFile {
  const errors: PlanError[] = [];
  const categories = new Set((plan.categories ?? []).map((category) => category.name));
  const guids = new Set<string>();
  let seats = 0;
  for (const { seat, at } of seatsOf(plan)) {
    seats++;
    const code = faultOf(seat, categories, guids);
    if (code !== null && errors.length < ERRORS_MAX) {
      errors.push({ code, at });
    }
  }
  for (const [z, zone] of plan.zones!.entries()) {
    for (const [a, area] of (zone?.areas ?? []).entries()) {
      const code = area?.general_admission ? standingFault(area.general_admission, categories, guids) : null;
      seats += area?.general_admission?.capacity ?? 0;
      code !== null && errors.push({ code, at: `zones[${z}].areas[${a}].general_admission` });
    }
  }
  if (seats === 0) {
    errors.push({ code: "empty", at: "zones" });
  } else if (seats > SEATS_MAX) {
    errors.push({ code: "many", at: "zones" });
  }
  return errors.length > 0 ? { errors } : { plan, warnings: warningsOf(plan) };
}

/** What the server will leave out or assume, each kind once. */
function warningsOf(plan: ticket.PretixPlan): PlanWarning[] {
  const found = new Map<PlanWarning["code"], PlanWarning>();
  const warn = (code: PlanWarning["code"], at: string) => {
    const known = found.get(code) ?? { code, count: 0, at };
    found.set(code, { ...known, count: known.count + 1 });
  };
  for (const { seat, at } of seatsOf(plan)) {
    seat?.category || warn("unsold", at);
  }
  for (const [z, zone] of plan.zones!.entries()) {
    zone?.rows?.length === 0 && !zone.areas?.length && warn("emptyZone", `zones[${z}]`);
    (zone?.rows ?? []).forEach((row, r) => row?.seats?.length || warn("emptyRow", `zones[${z}].rows[${r}]`));
  }
  const used = new Set(countByCategory(plan).map(({ category }) => category));
  plan.categories!.forEach(({ name }, i) => used.has(name!) || warn("unusedCategory", `categories[${i}]`));
  return [...found.values()];
}

function faultOf(seat: ticket.PretixSeat | null, categories: Set<string | null | undefined>, guids: Set<string>): PlanError["code"] | null {
  const guid = typeof seat?.seat_guid === "string" ? seat.seat_guid.trim() : "";
  if (seat === null || guid === "") {
    return "guid";
  }
  if (guids.has(guid)) {
    return "duplicate";
  }
  guids.add(guid);
  if (typeof seat.position?.x !== "number" || typeof seat.position?.y !== "number") {
    return "position";
  }
  return seat.category && !categories.has(seat.category) ? "category" : null;
}

function standingFault(
  { id, capacity, category }: ticket.PretixGeneralAdmission,
  categories: Set<string | null | undefined>,
  guids: Set<string>,
): PlanError["code"] | null {
  if (!id?.trim()) {
    return "areaId";
  }
  if (guids.has(`${id}#1`)) {
    return "duplicate";
  }
  guids.add(`${id}#1`);
  if (!Number.isInteger(capacity) || capacity! < 1 || capacity! > SEATS_MAX) {
    return "capacity";
  }
  return category && !categories.has(category) ? "category" : null;
}

/** How many seats each category has, in the order of the plan's categories; those without a category are not counted. */
export function countByCategory(plan: ticket.PretixPlan): { category: string; seatCount: number }[] {
  const counts = new Map((plan.categories ?? []).map((category) => [category.name!, 0]));
  for (const { seat } of seatsOf(plan)) {
    if (seat.category) {
      counts.set(seat.category, (counts.get(seat.category) ?? 0) + 1);
    }
  }
  for (const { area } of standingAreas(plan)) {
    const { category, capacity } = area.general_admission!;
    if (category) {
      counts.set(category, (counts.get(category) ?? 0) + (capacity ?? 0));
    }
  }
  return [...counts].filter(([, seatCount]) => seatCount > 0).map(([category, seatCount]) => ({ category, seatCount }));
}

/** The plan in the form in which halls are drawn: absolute positions, as the server makes it of the same file. */
export function documentOf(plan: ticket.PretixPlan, grades: seat.Grade[]): seat.PlanDocument {
  const zones = [...(plan.zones ?? []).map(zoneOf), ...standingAreas(plan).map(({ area, at }) => standingZone(area, at))];
  return {
    version: "draft",
    name: plan.name ?? "",
    seatCount: zones.reduce((sum, zone) => sum + zone.rows.reduce((inZone, row) => inZone + row.seats.length, 0), 0),
    size: { width: plan.size?.width ?? 0, height: plan.size?.height ?? 0 },
    grades,
    categories: (plan.categories ?? []).map(({ name, color }) => ({ name: name ?? "", color: color ?? "#888888" })),
    zones,
    areas: (plan.zones ?? []).flatMap(areasOf),
    focalPoint: plan.focal_point ? plus(ZERO, plan.focal_point) : null,
  };
}

interface Point {
  x: number;
  y: number;
}

function plus(origin: Point, position: ticket.PretixPosition | undefined | null): Point {
  return { x: origin.x + (position?.x ?? 0), y: origin.y + (position?.y ?? 0) };
}

const ZERO: Point = { x: 0, y: 0 };

function zoneOf(zone: ticket.PretixZone): seat.Zone {
  const origin = plus(ZERO, zone.position);
  return { name: zone.name ?? "", generalAdmission: null, rows: (zone.rows ?? []).filter((row) => row.seats?.length).map((row, i) => rowOf(row, i, origin)) };
}

function rowOf(row: ticket.PretixRow, index: number, zone: Point): seat.Row {
  const origin = plus(zone, row.position);
  const name = row.row_number || String(index + 1);
  return {
    name,
    label: row.row_label?.replace("%s", name) ?? "",
    seatLabel: row.seat_label ?? "",
    seats: row.seats!.map((each, i) => ({
      id: each.seat_guid!.trim(),
      number: each.seat_number || String(i + 1),
      category: each.category ?? "",
      features: featuresOf(each),
      ...plus(origin, each.position),
    })),
  };
}

function featuresOf(each: ticket.PretixSeat): seat.Seat["features"] {
  const features: NonNullable<seat.Seat["features"]> = [];
  each.accessible && features.push("ACCESSIBLE");
  each.companion && features.push("COMPANION");
  each.restricted_view && features.push("RESTRICTED_VIEW");
  return features.length === 0 ? null : features;
}

interface StandingArea {
  area: ticket.PretixArea;
  /** of its zone */
  at: Point;
}

/** The areas that hold people without seats, in the plan's order. */
function standingAreas(plan: ticket.PretixPlan): StandingArea[] {
  return (plan.zones ?? []).flatMap((zone) =>
    (zone?.areas ?? []).filter((area) => area?.general_admission).map((area) => ({ area, at: plus(ZERO, zone.position) }))
  );
}

/** An area as the server makes a zone of it: unnumbered places at one point. */
function standingZone(area: ticket.PretixArea, at: Point): seat.Zone {
  const { id, name, capacity, category } = area.general_admission!;
  const point = plus(at, area.position);
  const seats = Array.from({ length: capacity ?? 0 }, (_, i) => ({
    id: `${id}#${i + 1}`,
    number: String(i + 1),
    category: category ?? "",
    features: null,
    ...point,
  }));
  return { name: name || textOf(area.text) || id || "", generalAdmission: id ?? "", rows: [{ name: "", label: "", seatLabel: "", seats }] };
}

function areasOf(zone: ticket.PretixZone): seat.Area[] {
  const origin = plus(ZERO, zone.position);
  return (zone.areas ?? []).flatMap((area) => {
    const figure = figureOf(area);
    return figure === null ? [] : [{
      ...plus(origin, area.position),
      ...figure,
      rotation: area.rotation ?? 0,
      color: area.color ?? "",
      borderColor: area.border_color ?? "",
      text: textOf(area.text),
      generalAdmission: area.general_admission?.id ?? null,
    }];
  });
}

/** A text is an object today and was plain before. */
function textOf(text: unknown): string {
  return typeof text === "string" ? text : (text as ticket.PretixText | undefined)?.text ?? "";
}

type Figure = Pick<seat.Area, "shape" | "width" | "height" | "points">;

function figureOf(area: ticket.PretixArea): Figure | null {
  switch (area.shape ?? "rectangle") {
    case "rectangle":
      return {
        shape: "RECTANGLE",
        width: area.rectangle?.width ?? area.width ?? 0,
        height: area.rectangle?.height ?? area.height ?? 0,
        points: [],
      };
    case "circle":
      return { shape: "ELLIPSE", width: 2 * (area.circle?.radius ?? 0), height: 2 * (area.circle?.radius ?? 0), points: [] };
    case "ellipse":
      return { shape: "ELLIPSE", width: 2 * (area.ellipse?.radius?.x ?? 0), height: 2 * (area.ellipse?.radius?.y ?? 0), points: [] };
    case "polygon":
      return { shape: "POLYGON", width: 0, height: 0, points: (area.polygon?.points ?? []).map((point) => plus(ZERO, point)) };
    case "text":
      return { shape: "TEXT", width: 0, height: 0, points: [] };
    default:
      return null;
  }
}
