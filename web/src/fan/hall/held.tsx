import type { ticket } from "contract";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { clock, money } from "../../kit/format.ts";
import { focused } from "../../kit/focus.ts";
import { useAction, useKeyed, useNow } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { go } from "../../kit/router.tsx";
import { Button, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { forgetPass } from "../line/passes.ts";
import { fanTexts } from "../texts.ts";
import type { Holding } from "./holding.ts";

/** The seats that are kept for this fan, and the way to pay for them. */
export function HeldSeats({ event, holding }: { event: ticket.EventView; holding: Holding }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const hold = holding.hold!;
  const left = Date.parse(hold.expiresAt) - useNow();
  const keyed = useKeyed();
  const heading = useRef<HTMLHeadingElement>(null);
  const action = useAction();
  const total = hold.seats.reduce((sum, seat) => sum + seat.price.amount, 0);
  useEffect(() => {
    if (left <= 0) {
      holding.over("late");
    }
  }, [left <= 0]);
  useEffect(() => void focused(heading.current), []); // what held the focus is gone; the next Tab is the way to pay
  const book = () =>
    action.run(async () => {
      const body = { holdId: hold.holdId };
      const booking = await keyed(body, (key) => ask("POST /api/v1/bookings", { body, key }));
      holding.over("booked");
      forgetPass(event.sale.saleId);
      go(`/bookings/${booking.bookingId}`);
    });
  return (
    <section class="card" aria-live="polite">
      <h2 ref={heading}>{t.hall.held}</h2>
      <p><span class={`badge num ${left < 60_000 ? "warn" : "good"}`}>{t.hall.holdLeft(clock(left))}</span></p>
      <ul class="items">
        {hold.seats.map((seat) => <li key={seat.seatId} class="row apart"><span>{seat.label}</span><span class="num">{seat.grade} {money(seat.price, language)}</span></li>)}
      </ul>
      <p class="row apart"><b>{t.hall.total}</b><b class="num">{money({ amount: total, currency: hold.seats[0]!.price.currency }, language)}</b></p>
      {hold.best && <Notice>{t.hall.why[hold.best.rung]}</Notice>}
      {hold.heldFor && t.hall.shorter[hold.heldFor.cause] && <Notice tone="warn">{t.hall.shorter[hold.heldFor.cause]}</Notice>}
      <ProblemNotice problem={action.problem ?? holding.problem} />
      <Button busy={action.busy} class="button primary wide" onClick={book}>{t.hall.checkout}</Button>
      <Button tone="quiet" busy={holding.busy} onClick={holding.release}>{t.hall.release}</Button>
    </section>
  );
}
