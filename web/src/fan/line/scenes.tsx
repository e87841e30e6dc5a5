import type { ticket } from "contract";
import { Fragment, type JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clock, count, roughly } from "../../kit/format.ts";
import { useAction, useNow } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { go } from "../../kit/router.tsx";
import type { StreamHealth } from "../../kit/stream.ts";
import { common } from "../../kit/texts.ts";
import { Bar, Button, Countdown, Dialog, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { serverClock } from "../../kit/clock.ts";
import { focused } from "../../kit/focus.ts";
import { HandOver } from "../hand-over.tsx";
import { firstShow } from "../shows.ts";
import { fanTexts } from "../texts.ts";
import { allowSound, ring, soundIsOn } from "./alarm.ts";
import { type LineState, progress, type Scene, scene } from "./line-state.ts";
import { claim } from "./passes.ts";

export interface ScenesProps {
  event: ticket.EventView;
  line: LineState;
  health: StreamHealth;
  again: () => void;
}

/** Where seats are chosen: of the first performance that takes place. */
function hallOf(event: ticket.EventView): string {
  return `/events/${event.eventId}/seats/${firstShow(event, serverClock.now())!.performanceId}`;
}

/** The face of a place in each of its states. */
export function Scenes(props: ScenesProps): JSX.Element {
  const now = scene(props.line);
  switch (now) {
    case "lobby":
    case "drawing":
      return <Waiting {...props}><Lobby {...props} drawing={now === "drawing"} /></Waiting>;
    case "waiting":
      return <Waiting {...props}><Ahead {...props} /></Waiting>;
    case "ready":
      return <Ready {...props} />;
    case "admitted":
      return <Admitted {...props} />;
    default:
      return <Over is={now} again={props.again} />;
  }
}

function Waiting({ children, ...props }: ScenesProps & { children: JSX.Element }): JSX.Element {
  const t = useTexts(fanTexts);
  const { sale } = props.line;
  return (
    <div class="two">
      <div>
        <section class="card">
          <p class="row apart">
            {props.line.place?.number != null && <span class="badge num">{t.line.number(String(props.line.place.number))}</span>}
            <Health health={props.health} />
          </p>
          {children}
          <SaleNotice line={props.line} />
        </section>
        {sale !== null && Object.keys(sale.seatsLeft).length > 0 && <SeatsLeft {...props} />}
      </div>
      <aside>
        <section class="card">
          <h2>{t.line.whatNext}</h2>
          <ol class="steps">{t.line.steps.map((step) => <li key={step}>{step}</li>)}</ol>
          <Sound />
        </section>
        <section class="card">
          <h3>{t.line.keeps}</h3>
          <ul class="yes">{t.line.keepsList.map((each) => <li key={each}>{each}</li>)}</ul>
          <h3>{t.line.loses}</h3>
          <ul class="no">{t.line.losesList.map((each) => <li key={each}>{each}</li>)}</ul>
          <HandOver to={`/events/${props.event.eventId}/line`} />
          <Leave {...props} />
        </section>
      </aside>
    </div>
  );
}

function Health({ health }: { health: StreamHealth }): JSX.Element {
  const t = useTexts(fanTexts);
  return <span class={`badge ${health === "live" ? "good" : "warn"}`} data-health={health}>{t.line.health[health]}</span>;
}

function Lobby({ event, line, drawing }: ScenesProps & { drawing: boolean }): JSX.Element {
  const t = useTexts(fanTexts);
  return (
    <>
      <h2>{drawing ? t.line.drawing : t.line.lobby}</h2>
      {!drawing && <Countdown until={line.sale?.opensAt ?? event.sale.opensAt} />}
      <p>{event.sale.order === "RANDOM" ? t.line.lobbyRandom : t.line.lobbyArrival}</p>
    </>
  );
}

function Ahead({ line }: ScenesProps): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const ahead = line.place!.ahead ?? 0;
  const { eta, total } = line.place!;
  return (
    <>
      <h2 class="faint">{t.line.ahead}</h2>
      <p class="big" data-ahead={ahead}>{ahead === 0 ? t.line.next : t.line.people(count(ahead, language))}</p>
      <Bar share={progress(line)} label={t.line.ahead} />
      <p class="num">{eta ? t.line.eta(roughly(eta.p50Seconds, language), roughly(eta.p90Seconds, language)) : t.line.etaUnknown}</p>
      <p class="faint num">{t.line.total(count(total ?? 0, language))}</p>
    </>
  );
}

function SaleNotice({ line }: { line: LineState }): JSX.Element | null {
  const t = useTexts(fanTexts);
  const { sale } = line;
  if (sale === null) {
    return null;
  }
  return (
    <div aria-live="polite">
      {sale.state === "PAUSED" && <Notice tone="warn">{t.line.paused}</Notice>}
      {sale.state === "UNAVAILABLE" && <Notice tone="warn">{t.line.unavailable}</Notice>}
      {sale.message !== "" && <Notice><b>{t.line.message}</b> {sale.message}</Notice>}
    </div>
  );
}

/** In the order of the event's grades. */
function SeatsLeft({ event, line }: ScenesProps): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const sale = line.sale!;
  return (
    <section class="card">
      <h2>{t.line.seatsLeft}</h2>
      <dl class="facts num">
        {event.grades.map(({ name }) => <Fragment key={name}><dt>{name}</dt><dd>{count(sale.seatsLeft[name] ?? 0, language)}</dd></Fragment>)}
      </dl>
      {sale.likelySoldOut !== null && <Notice tone={sale.likelySoldOut ? "warn" : "good"}>{sale.likelySoldOut ? t.line.likelySoldOut : t.line.odds}</Notice>}
    </section>
  );
}

function Sound(): JSX.Element {
  const t = useTexts(fanTexts);
  const [is, set] = useState<"off" | "on" | "failed">(soundIsOn() ? "on" : "off");
  const allow = () => allowSound().then(() => set("on"), () => set("failed"));
  return (
    <div role="status">
      {is === "on" && <p class="faint"><span aria-hidden="true">🔔</span> {t.line.soundOn}</p>}
      {is === "failed" && <p class="faint">{t.line.noSound}</p>}
      {is === "off" && <Button tone="plain" onClick={allow}>{t.line.sound}</Button>}
    </div>
  );
}

function Leave({ event }: ScenesProps): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const [asking, setAsking] = useState(false);
  const action = useAction();
  const leave = () =>
    action.run(async () => {
      await ask("DELETE /api/v1/sales/{saleId}/places/me", { path: { saleId: event.sale.saleId } });
      go(`/events/${event.eventId}`);
    });
  return (
    <>
      <Button tone="quiet" onClick={() => setAsking(true)}>{t.line.leave}</Button>
      {asking && (
        <Dialog title={t.line.leave} onClose={() => setAsking(false)}>
          <p>{t.line.leaveSure}</p>
          <ProblemNotice problem={action.problem} />
          <p class="row end">
            <Button tone="plain" onClick={() => setAsking(false)}>{c.cancel}</Button>
            <Button tone="danger" busy={action.busy} onClick={leave}>{t.line.leave}</Button>
          </p>
        </Dialog>
      )}
    </>
  );
}

function Ready({ event, line, again }: ScenesProps): JSX.Element {
  const t = useTexts(fanTexts);
  const action = useAction();
  useNow(250); // so that the time left is shown anew
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => ring(t.line.readyTitle), []);
  useEffect(() => void focused(heading.current), []); // the next Tab is the button; nobody presses it by accident
  const left = line.place?.claimBy ? Date.parse(line.place.claimBy) - Date.now() - line.clockOffset : 0;
  const enter = () =>
    action.run(async () => {
      await claim(event.sale.saleId);
      go(hallOf(event));
    });
  return (
    <section class="card narrow ready" aria-live="assertive">
      <h2 ref={heading} class="big">{t.line.ready}</h2>
      <p class="num">{t.line.claimBy(clock(left))}</p>
      <SaleNotice line={line} />
      <ProblemNotice problem={action.problem} onAgain={again} />
      <Button busy={action.busy} class="button primary wide huge" onClick={enter}>{t.line.claim}</Button>
    </section>
  );
}

function Admitted({ event }: ScenesProps): JSX.Element {
  const t = useTexts(fanTexts);
  return (
    <section class="card narrow ready">
      <h2>{t.line.admitted}</h2>
      <Button class="button primary wide huge" onClick={() => go(hallOf(event))}>
        {t.line.toHall}
      </Button>
    </section>
  );
}

function Over({ is, again }: { is: Scene; again: () => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const words: Partial<Record<Scene, string>> = {
    missed: t.line.missed,
    left: t.line.left,
    served: t.line.served,
    expired: t.line.expired,
    absent: t.line.absent,
    elsewhere: t.line.elsewhere,
    "sold-out": t.line.soldOut,
    closed: t.line.closed,
  };
  return (
    <section class="card narrow" aria-live="polite">
      <h2>{words[is] ?? t.line.closed}</h2>
      {is === "missed" && <p>{t.line.missedWhy}</p>}
      {is === "elsewhere" && <Button onClick={again}>{t.line.here}</Button>}
      {["missed", "left", "expired", "absent", "served"].includes(is) && <Button tone={is === "served" ? "plain" : "primary"} onClick={again}>{t.line.rejoin}</Button>}
      {is === "served" && <Button onClick={() => go("/tickets")}>{t.booking.toTickets}</Button>}
    </section>
  );
}
