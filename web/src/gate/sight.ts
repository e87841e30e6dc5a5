/**
 * What the camera has in front of it. A phone that stays in the picture is one scan, though its code changes every 15 seconds: whoever was
 * just let in must not be called a cheat. The ticket has to leave the picture before it counts again.
 */
export class Sight {
  private ticket: string | null = null;
  private seenAt = -Infinity;

  isSame(ticket: string): boolean {
    return ticket === this.ticket;
  }

  /** @param ticket what the code is about: the ticket's id, or the text of a code that names none */
  isNew(ticket: string, now: number): boolean {
    const isNew = ticket !== this.ticket || now - this.seenAt > GONE_AFTER_MS;
    this.ticket = ticket;
    this.seenAt = now;
    return isNew;
  }
}

const GONE_AFTER_MS = 2_500; // longer than a few frames in which the code was not read
