import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { count } from "../kit/format.ts";
import { useAwakeScreen, useNow, useTitle } from "../kit/hooks.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { Link } from "../kit/router.tsx";
import { Bar, Loading, Notice } from "../kit/ui.tsx";
import { GateFrame } from "./frame.tsx";
import { outcomeOf, type Scan } from "./model.ts";
import { ScanPanel } from "./scan-panel.tsx";
import { ScansPanel } from "./scans-panel.tsx";
import { SearchPanel } from "./search-panel.tsx";
import { allowSound, signal, toneOf } from "./signal.ts";
import { StatePanel } from "./state-panel.tsx";
import { age, gateTexts } from "./texts.ts";
import { useCounts, useShift, type Work } from "./use-shift.ts";
import { Verdict } from "./verdict.tsx";

export function ShiftPage({ performanceId }: { performanceId: string }): JSX.Element {
  const t = useTexts(gateTexts);
  const opened = useShift(performanceId);
  if (typeof opened === "string") {
    return (
      <GateFrame nav={<Link to="/gate">{t.back}</Link>}>
        {opened === "loading" ? <Loading /> : <Notice tone="warn">{opened === "none" ? t.notKept : t.otherTab}</Notice>}
      </GateFrame>
    );
  }
  return opened.shift.performance.cursor === null ? <AtTheGate {...opened} /> : <ListLoading {...opened} />;
}

function ListLoading({ shift, exchange }: Work): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const { title, expected } = shift.performance;
  const text = t.loaded(count(shift.list.size, language), count(Math.max(expected, shift.list.size), language));
  return (
    <GateFrame nav={<Link to="/gate">{t.back}</Link>}>
      <section class="card narrow">
        <h1>{title}</h1>
        <p role="status">{t.loadingList}</p>
        <Bar share={expected === 0 ? 0 : shift.list.size / expected} label={t.loadingList} />
        <p class="num">{text}</p>
        {exchange.health === "offline" && <Notice tone="warn" role="status">{t.loadOffline}</Notice>}
        {exchange.health === "signed-out" && <Notice tone="warn" role="status"><Link to="/gate">{t.signInToSend}</Link></Notice>}
      </section>
    </GateFrame>
  );
}

type Tab = "scan" | "search" | "scans" | "state";
const TABS: Tab[] = ["scan", "search", "scans", "state"];

function AtTheGate(work: Work): JSX.Element {
  const { shift, exchange } = work;
  const t = useTexts(gateTexts);
  const [tab, choose] = useState<Tab>("scan");
  const [verdict, setVerdict] = useState<Scan | null>(null);
  const counts = useCounts(shift.performance.performanceId, exchange.health === "live");
  useTitle(`${shift.performance.title} · ${t.title}`);
  useSoundAllowed();
  useAwakeScreen();
  const show = (scan: Scan) => {
    signal(toneOf(outcomeOf(scan)));
    setVerdict(scan);
  };
  const conflicts = shift.ledger.conflicts().filter((scan) => !scan.isRead).length;
  return (
    <div class="gate">
      <Head {...work} />
      <main id="main">
        {conflicts > 0 && tab !== "state" && (
          <button type="button" class="alarm" onClick={() => choose("state")}>{t.conflictsHere(conflicts)}</button>
        )}
        {tab === "scan" && <ScanPanel shift={shift} counts={counts} onVerdict={show} isHeld={verdict !== null && toneOf(outcomeOf(verdict)) !== "good"} />}
        {tab === "search" && <SearchPanel {...work} onVerdict={show} />}
        {tab === "scans" && <ScansPanel {...work} />}
        {tab === "state" && <StatePanel {...work} counts={counts} />}
      </main>
      <nav class="tabbar" aria-label={t.title}>
        {TABS.map((each) => (
          <button key={each} type="button" aria-current={tab === each ? "page" : undefined} onClick={() => choose(each)}>
            {t.tabs[each]}
            {each === "state" && conflicts > 0 && <span class="badge bad">{conflicts}</span>}
          </button>
        ))}
      </nav>
      {verdict !== null && <Verdict key={verdict.scanId} scan={verdict} shift={shift} onClose={() => setVerdict(null)} />}
    </div>
  );
}

/** Which performance, which gate, and how far the device is from the server. */
function Head({ shift, exchange }: Work): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const now = useNow(1_000);
  const { title, gate, freshAt } = shift.performance;
  const { unsent } = shift.ledger.counts();
  return (
    <header class="head">
      <Link to="/gate" class="to-list" aria-label={t.back}>‹</Link>
      <div>
        <h1>{title}</h1>
        <p>
          <span class={`health ${exchange.health}`}>{t.health[exchange.health]}</span>
          <span>{gate}</span>
          {freshAt !== null && <span class="num">{t.listAge(age(now - freshAt, t))}</span>}
          {unsent > 0 && <span class="num">{t.unsent(count(unsent, language))}</span>}
        </p>
      </div>
    </header>
  );
}

function useSoundAllowed(): void {
  useEffect(() => {
    addEventListener("pointerdown", allowSound);
    addEventListener("keydown", allowSound);
    return () => {
      removeEventListener("pointerdown", allowSound);
      removeEventListener("keydown", allowSound);
    };
  }, []);
}
