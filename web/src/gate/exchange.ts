import type { ticket } from "contract";
import { serverClock } from "../kit/clock.ts";
import { ask } from "../kit/http.ts";
import { Refusal } from "../kit/problems.ts";
import { session } from "../kit/session.ts";
import { backoffMs } from "../kit/stream.ts";
import type { KeptPerformance, Scan } from "./model.ts";
import type { Shift } from "./shift.ts";
import { answered, asSent, idAtServer, told } from "./upload.ts";

export type Health = "connecting" | "live" | "offline" | "signed-out" | "refused";

const EVERY_MS = 10_000; // how old the list gets while there is a network
const DETAILS_EVERY_MS = 120_000; // keys and entry rules change seldom
const ANSWER_WITHIN_MS = 1_000; // somebody stands at the gate
const UPLOAD_MAX = 200; // scans per request, a limit of the service
const RETRY_MS = 2_000;

/** What the device and the server tell each other: the list and its changes, scans, undos. Never in the way of a decision. */
export class Exchange {
  health: Health = "connecting";
  /** scans that the server does not take; kept on the device, not sent again before a reload */
  readonly unsendable = new Set<string>();
  private readonly shift: Shift;
  private readonly over = new AbortController();
  private wake: () => void = () => {};
  private isNudged = false;
  private readonly inFlight = new Set<string>(); // being asked about right now
  private detailsAt = -Infinity;

  constructor(shift: Shift) {
    this.shift = shift;
  }

  start(): void {
    const nudge = () => this.nudge();
    addEventListener("online", nudge);
    addEventListener("offline", nudge);
    this.over.signal.addEventListener("abort", () => {
      removeEventListener("online", nudge);
      removeEventListener("offline", nudge);
    });
    this.run();
  }

  stop(): void {
    this.over.abort();
    this.shift.askServer = null;
    this.wake();
  }

  /** Something is to be told now. */
  nudge(): void {
    this.isNudged = true;
    this.wake();
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.over.signal.aborted) {
      this.isNudged = false;
      try {
        await this.once();
        failures = 0;
      } catch (problem) {
        failures++;
        this.become(healthAfter(problem));
      }
      await this.pause(failures === 0 ? EVERY_MS : backoffMs(RETRY_MS, failures));
    }
  }

  private async once(): Promise<void> {
    if (await session.token() === null) {
      this.become("signed-out");
      return;
    }
    await this.sendScans();
    await this.sendUndos();
    await this.details();
    this.become("live");
    await this.loadRest();
    await this.loadChanges();
  }

  private become(health: Health): void {
    if (!this.over.signal.aborted) {
      this.health = health;
      this.shift.askServer = health === "live" ? (scan) => this.decidedByServer(scan) : null;
      this.shift.changed();
    }
  }

  private get path(): { performanceId: string } {
    return { performanceId: this.shift.performance.performanceId };
  }

  private async details(): Promise<void> {
    if (Date.now() - this.detailsAt < DETAILS_EVERY_MS) {
      return;
    }
    const { keys, performance } = await ask("GET /api/v1/gate/performances/{performanceId}", { path: this.path, signal: this.over.signal });
    const { title, startsAt, timeZone, entry } = performance;
    await this.shift.know({ keys: keys.keys, title, startsAt, timeZone, entry });
    this.detailsAt = Date.now();
  }

  /** Goes on with the list where loading was broken off. */
  private async loadRest(): Promise<void> {
    while (this.shift.performance.cursor !== null && !this.over.signal.aborted) {
      const after = this.shift.performance.cursor.after ?? undefined;
      const startedAt = serverClock.now();
      const page = await this.page({ after });
      const known: Partial<KeptPerformance> = { cursor: page.next === null ? null : { after: page.next } };
      if (after === undefined) { // changes since the first page, so that none is missed while the others load
        Object.assign(known, { version: page.version, freshAt: startedAt });
      }
      await this.shift.take(page.tickets, known);
    }
  }

  private async loadChanges(): Promise<void> {
    const since = this.shift.performance.version;
    if (since === null) {
      return;
    }
    const startedAt = serverClock.now();
    let version: number | null = null;
    let after: string | undefined;
    do {
      const page: ticket.GateTicketPage = await this.page({ since, after });
      version ??= page.version;
      after = page.next ?? undefined;
      await this.shift.take(page.tickets, after === undefined ? { version, freshAt: startedAt } : {});
    } while (after !== undefined && !this.over.signal.aborted);
  }

  private async page(query: { after?: string | undefined; since?: number }): Promise<ticket.GateTicketPage> {
    return await ask("GET /api/v1/gate/performances/{performanceId}/list", {
      path: this.path,
      query: query as object,
      signal: this.over.signal,
    });
  }

  private async sendScans(): Promise<void> {
    for (;;) {
      const batch = this.shift.ledger.unsent(UPLOAD_MAX, new Set([...this.inFlight, ...this.unsendable]));
      if (batch.length === 0 || this.over.signal.aborted) {
        return;
      }
      await this.sendBatch(batch);
    }
  }

  /** One scan that the server cannot read must not keep the others from it. */
  private async sendBatch(batch: Scan[]): Promise<void> {
    try {
      const known = await this.send(batch, this.over.signal, true);
      await this.shift.update(known);
      this.giveUp(batch.filter((scan) => scan.gate === batch[0]!.gate && !known.some((each) => each.scanId === scan.scanId)));
    } catch (problem) {
      if (!isAboutContent(problem)) {
        throw problem;
      }
      if (batch.length === 1) {
        this.giveUp(batch);
        return;
      }
      const half = Math.ceil(batch.length / 2);
      await this.sendBatch(batch.slice(0, half));
      await this.sendBatch(batch.slice(half));
    }
  }

  private giveUp(scans: Scan[]): void {
    scans.forEach((scan) => this.unsendable.add(scan.scanId));
  }

  /** The scans as they are known with the server's answers. */
  private async send(scans: Scan[], signal: AbortSignal, offline: boolean): Promise<Scan[]> {
    const gate = scans[0]!.gate;
    const same = scans.filter((scan) => scan.gate === gate); // the device may have moved to another gate
    const body = { gate, scans: same.map((scan) => asSent(scan, offline)) };
    const { results } = await ask("POST /api/v1/gate/performances/{performanceId}/scans", { path: this.path, body, signal });
    const byId = new Map(results.map((each) => [each.scanId, each]));
    return same.flatMap((scan) => {
      const result = byId.get(idAtServer(scan));
      const known = this.shift.ledger.find(scan.scanId) ?? scan; // it may have been undone meanwhile
      return result === undefined ? [] : [offline ? told(known, result) : { ...answered(known, result), offline }];
    });
  }

  /** The server's decision about a scan, unless it takes too long: then the device's stands. */
  private async decidedByServer(scan: Scan): Promise<Scan | null> {
    this.inFlight.add(scan.scanId);
    try {
      const inTime = AbortSignal.any([this.over.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
      const [decided] = await Promise.race([this.send([scan], inTime, false), aborted(inTime)]); // also if a new token is slow to come
      if (decided !== undefined) {
        await this.shift.update([decided]);
      }
      return decided ?? null;
    } catch {
      await this.shift.update([{ ...scan, wasAsked: true }]);
      this.become("connecting"); // the next scans need not wait for a server that does not answer
      return null;
    } finally {
      this.inFlight.delete(scan.scanId);
      this.nudge();
    }
  }

  private async sendUndos(): Promise<void> {
    for (const scan of this.shift.ledger.unsentUndos()) {
      try {
        await ask("POST /api/v1/gate/performances/{performanceId}/scans/{scanId}/undo", {
          path: { ...this.path, scanId: idAtServer(scan) },
          body: { reason: scan.undo!.reason },
          signal: this.over.signal,
        });
      } catch (problem) {
        if (!isAboutContent(problem)) {
          throw problem;
        }
      }
      await this.shift.update([{ ...scan, undo: { ...scan.undo!, sent: true } }]);
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.isNudged) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function healthAfter(problem: unknown): Health {
  if (!(problem instanceof Refusal)) {
    return "offline";
  }
  switch (problem.problem.status) {
    case 401:
      return "signed-out";
    case 403:
    case 404:
      return "refused"; // another account, or the performance was taken from this one
    default:
      return "connecting";
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

/** A refusal that sending the same again will not change. */
function isAboutContent(problem: unknown): boolean {
  return problem instanceof Refusal && ![401, 403, 408, 425, 429].includes(problem.problem.status);
}
