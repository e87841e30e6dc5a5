/** Times as the clock at the venue shows them, `2026-12-31T19:00`, and the instants that they are. */

const parts = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = parts.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    parts.set(timeZone, format);
  }
  return format;
}

/** What the clock there shows, in ms as if it were UTC. */
function shownMs(instant: number, timeZone: string): number {
  const of = Object.fromEntries(formatOf(timeZone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(of.year!, of.month! - 1, of.day!, of.hour!, of.minute!, of.second!);
}

/** The instant at which the clock there shows `local`; null if it never does (skipped in spring) or is no time. Of two, the first. */
export function instantOf(local: string, timeZone: string): string | null {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) {
    return null;
  }
  const offsets = [wanted - 86_400_000, wanted + 86_400_000].map((near) => shownMs(near, timeZone) - near);
  const found = offsets.map((offset) => wanted - offset).filter((instant) => shownMs(instant, timeZone) === wanted);
  return found.length === 0 ? null : new Date(Math.min(...found)).toISOString();
}

/** What the clock there shows at an instant, for an input of a date and time. */
export function localOf(instant: string | number, timeZone: string): string {
  return new Date(shownMs(new Date(instant).getTime(), timeZone)).toISOString().slice(0, 16);
}

export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return text !== "";
  } catch {
    return false;
  }
}

const OWN_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Where a new venue probably is. */
export const DEVICE_ZONE = /^(Etc\/)?(UTC|GMT|Unknown)$/.test(OWN_ZONE) ? "Asia/Seoul" : OWN_ZONE;

/** All that the browser knows. */
export function timeZones(): string[] {
  return Intl.supportedValuesOf?.("timeZone") ?? ["Asia/Seoul", "Asia/Tokyo", "UTC"];
}
