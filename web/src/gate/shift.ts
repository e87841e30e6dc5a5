import { serverClock } from "../kit/clock.ts";
import { type CodeCheck, CodeVerifier } from "../kit/ticket/check.ts";
import { performanceReference } from "../kit/ticket/codec.ts";
import { decide } from "./decide.ts";
import { Ledger } from "./ledger.ts";
import { TicketList } from "./list.ts";
import { type GateTicket, type KeptPerformance, outcomeOf, type Scan } from "./model.ts";
import { isWorn, keepPage, keepPerformance, keepScans, keptPages, keptPerformance, keptScans, rewritePages } from "./store.ts";

/** The server's answer to one scan, if it came in time. */
export type AskServer = (scan: Scan) => Promise<Scan | null>;

/**
 * Work at one gate of one performance: the list, the scans, and the decisions. All of it works without a network; {@link Exchange} talks to
 * the server beside it.
 */
export class Shift {
  readonly list = new TicketList();
  readonly ledger: Ledger;
  performance: KeptPerformance;
  /** set by the exchange while the server answers */
  askServer: AskServer | null = null;
  private nextPage: number;
  private verifier: CodeVerifier | null = null;
  private readonly reference: string;
  private readonly listeners = new Set<() => void>();
  private deciding: Promise<unknown> = Promise.resolve();

  private constructor(performance: KeptPerformance, reference: string, ledger: Ledger, nextPage: number) {
    this.performance = performance;
    this.reference = reference;
    this.ledger = ledger;
    this.nextPage = nextPage;
  }

  /** Null if this device keeps nothing of the performance. */
  static async open(performanceId: string): Promise<Shift | null> {
    const performance = await keptPerformance(performanceId);
    if (performance === null) {
      return null;
    }
    const { pages, next } = await keptPages(performanceId);
    const ledger = new Ledger(await keptScans(performanceId));
    const shift = new Shift(performance, await performanceReference(performanceId), ledger, next);
    pages.forEach((page) => shift.list.apply(page));
    if (isWorn(pages.length, shift.list.size)) {
      shift.nextPage = await rewritePages(performanceId, shift.list.all());
    }
    return shift;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(): void {
    this.listeners.forEach((listener) => listener());
  }

  /** Takes a page of the list or of its changes, and how far the list is known with it. */
  async take(tickets: GateTicket[], known: Partial<KeptPerformance>): Promise<void> {
    this.performance = { ...this.performance, ...known };
    const news = this.list.newsIn(tickets); // changes may be told more than once
    await keepPage(this.performance, this.nextPage, news);
    this.nextPage += news.length > 0 ? 1 : 0;
    this.list.apply(news);
    this.changed();
  }

  async know(known: Partial<KeptPerformance>): Promise<void> {
    if (known.keys !== undefined) {
      this.verifier = null;
    }
    this.performance = { ...this.performance, ...known };
    await keepPerformance(this.performance);
    this.changed();
  }

  async scanCode(text: string): Promise<Scan> {
    const now = serverClock.now();
    this.verifier ??= await CodeVerifier.of(this.performance.keys);
    const check = await this.verifier.check(text, now);
    return await this.decided(check, check.is === "forged" ? null : check.statement.ticketId, text, now);
  }

  async admitByHand(ticketId: string): Promise<Scan> {
    return await this.decided(null, ticketId, null, serverClock.now());
  }

  /** The code alone tells which ticket it is: the same phone in front of the camera has a new code every 15 seconds. */
  private async decided(check: CodeCheck | null, ticketId: string | null, code: string | null, now: number): Promise<Scan> {
    const local = await this.oneAtATime(async () => {
      const scan = this.decideHere(check, ticketId, code, now);
      await keepScans([scan]); // before anybody goes in: after a crash the ticket is still used
      this.ledger.put(scan);
      return scan;
    });
    const answered = isWorthAsking(local) ? await this.askServer?.(local) ?? null : null;
    this.changed();
    return answered ?? local;
  }

  private decideHere(check: CodeCheck | null, ticketId: string | null, code: string | null, now: number): Scan {
    const { performanceId, gate, entry } = this.performance;
    const ticket = ticketId === null ? null : this.list.find(ticketId);
    const ownUse = ticketId === null ? null : this.ledger.useOf(ticketId);
    const { outcome, use } = decide({ check, ticket, ownUse, performance: this.reference, entry, gate, now });
    return {
      scanId: crypto.randomUUID(),
      performanceId,
      gate,
      scannedAt: now,
      by: check === null ? "MANUAL" : "CODE",
      ticketId,
      code: code === null ? null : code.slice(0, CODE_KEPT_MAX),
      label: ticket?.label ?? null,
      grade: ticket?.grade ?? null,
      holder: ticket?.holder ?? null,
      decision: outcome,
      offline: true, // until the server has answered in time
      usedAt: use?.at ?? null,
      usedGate: use?.gate ?? null,
      result: null,
      undo: null,
    };
  }

  /** Two scans of one ticket at the same moment: the second sees the first. */
  private oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.deciding.then(work);
    this.deciding = mine.catch(() => {});
    return mine;
  }

  /** Keeps what is known of scans now. */
  async update(scans: Scan[]): Promise<void> {
    await keepScans(scans);
    scans.forEach((scan) => this.ledger.put(scan));
    this.changed();
  }

  /** Takes an admission back: the ticket may be scanned again. */
  async undo(scanId: string, reason: string): Promise<void> {
    const scan = this.ledger.find(scanId);
    if (scan === null || scan.undo !== null) {
      return;
    }
    await this.update([{ ...scan, undo: { at: serverClock.now(), reason, sent: false } }]);
    const ticket = scan.ticketId === null ? null : this.list.find(scan.ticketId);
    if (ticket?.usedAt && ticket.usedGate === scan.gate && outcomeOf(scan) === "ACCEPTED") {
      await this.take([{ ...ticket, state: "ISSUED", usedAt: null, usedGate: null }], {}); // the list had learnt of this very scan
    }
  }
}

const CODE_KEPT_MAX = 320; // whatever a scanner reads; the server takes no more

/** What is no ticket for here is refused at once; what the list says may have changed since. */
function isWorthAsking(scan: Scan): boolean {
  return !["FORGED", "WRONG_PERFORMANCE", "EXPIRED_CODE"].includes(scan.decision);
}
