import type { GateTicket } from "./model.ts";

/** The tickets of a performance, in memory: a look-up must not wait for the disk, and a search goes over all of them. */
export class TicketList {
  private readonly byId = new Map<string, GateTicket>();

  /** Takes a page of the list, or of its changes. */
  apply(tickets: readonly GateTicket[]): void {
    tickets.forEach((each) => this.byId.set(each.ticketId, each));
  }

  /** Those that are not known exactly so. */
  newsIn(tickets: readonly GateTicket[]): GateTicket[] {
    return tickets.filter((each) => {
      const known = this.byId.get(each.ticketId);
      return known === undefined || JSON.stringify(known) !== JSON.stringify(each);
    });
  }

  find(ticketId: string): GateTicket | null {
    return this.byId.get(ticketId) ?? null;
  }

  get size(): number {
    return this.byId.size;
  }

  all(): GateTicket[] {
    return [...this.byId.values()];
  }

  get used(): number {
    let count = 0;
    this.byId.forEach((each) => count += each.usedAt === null ? 0 : 1);
    return count;
  }

  /** Tickets that opened the gate or still may. */
  get valid(): number {
    let count = 0;
    this.byId.forEach((each) => count += each.state === "VOIDED" ? 0 : 1);
    return count;
  }

  /** By seat, holder or the beginning of the ticket's or booking's id; exact seats come first. */
  search(text: string, limit = 20): GateTicket[] {
    const wanted = plain(text);
    if (wanted === "") {
      return [];
    }
    const found: [number, GateTicket][] = [];
    for (const ticket of this.byId.values()) {
      const rank = rankOf(ticket, wanted);
      if (rank < NONE) {
        found.push([rank, ticket]);
      }
    }
    found.sort(([a, left], [b, right]) => a - b || left.label.localeCompare(right.label, undefined, { numeric: true }));
    return found.slice(0, limit).map(([, ticket]) => ticket);
  }
}

const NONE = 9;

function rankOf(ticket: GateTicket, wanted: string): number {
  const label = plainLabel(ticket);
  if (label === wanted) {
    return 0;
  }
  if (label.startsWith(wanted)) {
    return 1;
  }
  if (isMaskedName(ticket.holder, wanted)) {
    return 2;
  }
  return label.includes(wanted) ? 3 : ticket.ticketId.startsWith(wanted) || isOfBooking(ticket, wanted) ? 4 : NONE;
}

/** Of a booking's id the list has only the beginning, and nothing if an earlier version of this page has loaded it. */
function isOfBooking({ bookingStart }: Partial<GateTicket>, wanted: string): boolean {
  return bookingStart !== undefined && (bookingStart.startsWith(wanted) || wanted.startsWith(bookingStart));
}

const plainLabels = new WeakMap<GateTicket, string>(); // a search goes over 66,000 of them at each key

function plainLabel(ticket: GateTicket): string {
  const known = plainLabels.get(ticket);
  if (known !== undefined) {
    return known;
  }
  const label = plain(ticket.label);
  plainLabels.set(ticket, label);
  return label;
}

/** Seats are said and typed in many ways: "a 12", "A-12", "A열 12번". */
function plain(text: string): string {
  return text.toLowerCase().replace(/[\s\-_./,열번]+/g, "");
}

/** The list has names with stars in them: 김*수 is found by "김민수", and by "김". */
function isMaskedName(masked: string | null, wanted: string): boolean {
  const name = masked?.toLowerCase() ?? "";
  if (wanted.length > name.length) {
    return false;
  }
  for (let i = 0; i < wanted.length; i++) {
    if (name[i] !== wanted[i] && name[i] !== "*") {
      return false;
    }
  }
  return true;
}
