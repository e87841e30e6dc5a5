/** One server-sent event. */
export interface SentEvent {
  name: string;
  data: string;
}

/**
 * Reads the text of an event stream as it arrives, in whatever pieces (WHATWG HTML, "Server-sent events"). Comments are heartbeats: they
 * show in no event, but any piece shows that the stream is alive.
 */
export class EventStreamParser {
  private rest = "";
  private name = "";
  private data: string[] = [];
  /** of the latest event that had one */
  lastEventId = "";
  /** what the server asks for, in ms */
  retryMs: number | null = null;

  /** Before another connection is read: what the last one left unfinished is no part of it (same standard). */
  restart(): void {
    this.rest = "";
    this.name = "";
    this.data = [];
  }

  read(piece: string): SentEvent[] {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.line(line) ?? []);
  }

  private line(line: string): SentEvent | null {
    if (line === "") {
      return this.dispatched();
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    switch (field) {
      case "event":
        this.name = value;
        break;
      case "data":
        this.data.push(value);
        break;
      case "id":
        this.lastEventId = value;
        break;
      case "retry":
        this.retryMs = /^\d+$/.test(value) ? Number(value) : this.retryMs;
        break;
    }
    return null;
  }

  private dispatched(): SentEvent | null {
    const event = this.data.length === 0 ? null : { name: this.name || "message", data: this.data.join("\n") };
    this.name = "";
    this.data = [];
    return event;
  }
}
