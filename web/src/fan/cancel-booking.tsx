import type { ticket } from "contract";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { money } from "../kit/format.ts";
import { useAction, useKeyed } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { fieldErrors } from "../kit/problems.ts";
import { common } from "../kit/texts.ts";
import { Button, Dialog, Field, Notice, ProblemNotice } from "../kit/ui.tsx";
import { fanTexts } from "./texts.ts";

/** Asks whether a booking is to be cancelled, and tells what is refunded. */
export function CancelBooking({ booking, again }: { booking: ticket.BookingView; again: () => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<ticket.CancellationView | null>(null);
  const close = () => {
    setAsking(false);
    if (done !== null) {
      again();
    }
  };
  return (
    <>
      <Button tone="plain" onClick={() => setAsking(true)}>{t.booking.cancel}</Button>
      {asking && (
        <Dialog title={t.booking.cancel} onClose={close}>
          {done === null ? <CancelForm bookingId={booking.bookingId} onDone={setDone} onBack={close} /> : <Cancelled done={done} onClose={close} />}
        </Dialog>
      )}
    </>
  );
}

function CancelForm({ bookingId, onDone, onBack }: { bookingId: string; onDone: (done: ticket.CancellationView) => void; onBack: () => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const [reason, setReason] = useState(t.booking.reasonDefault);
  const keyed = useKeyed();
  const action = useAction();
  const cancel = () =>
    action.run(async () => {
      const body = { reason };
      onDone(await keyed(body, (key) => ask("POST /api/v1/bookings/{bookingId}/cancellation", { path: { bookingId }, body, key })));
    });
  return (
    <>
      <p>{t.booking.cancelSure}</p>
      <Field
        label={t.booking.reason}
        value={reason}
        maxLength={200}
        error={fieldErrors(action.problem).reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemNotice problem={action.problem} />
      <p class="row end">
        <Button tone="plain" onClick={onBack}>{c.back}</Button>
        <Button tone="danger" busy={action.busy} onClick={cancel}>{t.booking.cancel}</Button>
      </p>
    </>
  );
}

function Cancelled({ done, onClose }: { done: ticket.CancellationView; onClose: () => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const language = useLanguage();
  return (
    <>
      <Notice tone="good" role="status">{done.refund && t.booking.refund(money(done.refund, language))} {t.booking.refundOnWay}</Notice>
      <p class="row end"><Button onClick={onClose}>{c.close}</Button></p>
    </>
  );
}
