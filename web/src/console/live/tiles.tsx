import type { ComponentChildren, JSX } from "preact";
import type { queue } from "contract";
import { clock, count } from "../../kit/format.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";

const texts = {
  ko: {
    figures: "판매 현황",
    waiting: "대기 중",
    undrawn: (n: string) => `추첨 전 ${n}명`,
    joined: (n: string) => `지금까지 ${n}명 참여`,
    ready: "차례 도착",
    readyMore: "입장 확인을 기다리는 중",
    inside: "좌석 선택 중",
    ofCapacity: (n: string) => `/ ${n}`,
    full: (percent: number) => `정원의 ${percent}%`,
    rate: "초당 입장",
    rateMax: (n: string) => `설정 최대 ${n}/초`,
    byHand: "자동 입장 꺼짐 (수동 호출)",
    noShow: "미입장 비율",
    noShowMore: (n: string) => `지금까지 ${n}명 차례를 놓침`,
    wait50: "대기 시간 중앙값",
    wait90: "대기 시간 90%",
    waitMore: "최근 차례가 온 팬 기준",
    streams: "실시간 연결",
    errors: "오류",
    perSecond: "건/초",
    errorsMore: "대기열 서비스의 5xx 응답",
    served: "예매 완료 후 퇴장",
    servedMore: (left: string, expired: string) => `이탈 ${left} · 시간 만료 ${expired}`,
    inversions: (n: string) => `순서 어긋남 ${n}건: 오류이므로 신고해 주세요`,
  },
  en: {
    figures: "Figures",
    waiting: "Waiting",
    undrawn: (n: string) => `${n} still to be drawn`,
    joined: (n: string) => `${n} joined so far`,
    ready: "Called",
    readyMore: "still to claim their pass",
    inside: "Inside",
    ofCapacity: (n: string) => `/ ${n}`,
    full: (percent: number) => `${percent} % of the capacity`,
    rate: "Admitted per second",
    rateMax: (n: string) => `at most ${n}/s by policy`,
    byHand: "rate 0: called by hand only",
    noShow: "No-shows",
    noShowMore: (n: string) => `${n} missed their turn so far`,
    wait50: "Wait, median",
    wait90: "Wait, 90 %",
    waitMore: "of fans called lately",
    streams: "Open streams",
    errors: "Errors",
    perSecond: "/s",
    errorsMore: "answers 5xx of the line's service",
    served: "Served",
    servedMore: (left: string, expired: string) => `${left} left · ${expired} ran out of time`,
    inversions: (n: string) => `${n} calls out of order: this is a bug, please report it`,
  },
};

function Tile(
  { name, alert, more, children }: { name: string; alert?: boolean; more?: ComponentChildren; children: ComponentChildren },
): JSX.Element {
  return (
    <li class={alert ? "tile alert" : "tile"}>
      <div class="name">{name}</div>
      <div class="value">{children}</div>
      <div class="more">{more}</div>
    </li>
  );
}

/** The sale at a glance. */
export function Tiles({ figures }: { figures: queue.SaleFigures }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const n = (value: number) => count(value, language);
  const wait = (seconds: number | null) => seconds === null ? "–" : clock(seconds * 1000);
  const percent = figures.capacity === 0 ? 0 : Math.round(100 * (figures.inside + figures.ready) / figures.capacity);
  return (
    <ul class="tiles" aria-label={t.figures}>
      <Tile name={t.waiting} more={figures.undrawn > 0 ? t.undrawn(n(figures.undrawn)) : t.joined(n(figures.joined))}>
        {n(figures.waiting)}
      </Tile>
      <Tile name={t.ready} more={t.readyMore}>{n(figures.ready)}</Tile>
      <Tile name={t.inside} more={t.full(percent)}>
        {n(figures.inside)} <small>{t.ofCapacity(n(figures.capacity))}</small>
      </Tile>
      <Tile name={t.rate} more={figures.admissionsPerSecondMax === 0 ? t.byHand : t.rateMax(n(figures.admissionsPerSecondMax))}>
        {n(figures.admissionsPerSecond)}
      </Tile>
      <Tile name={t.noShow} more={t.noShowMore(n(figures.missed))}>{Math.round(figures.noShowShare * 1000) / 10} %</Tile>
      <Tile name={t.wait50} more={t.waitMore}>{wait(figures.waitP50Seconds)}</Tile>
      <Tile name={t.wait90} more={t.waitMore}>{wait(figures.waitP90Seconds)}</Tile>
      <Tile name={t.served} more={t.servedMore(n(figures.left), n(figures.expired))}>{n(figures.served)}</Tile>
      <Tile name={t.streams} more={<Nodes streams={figures.streamsByNode} node={figures.node} />}>{n(streamsOf(figures))}</Tile>
      <Tile name={t.errors} alert={figures.errorsPerSecond > 0 || figures.orderInversions > 0} more={errorsMore(figures, t, n)}>
        {n(figures.errorsPerSecond)} <small>{t.perSecond}</small>
      </Tile>
    </ul>
  );
}

function errorsMore(figures: queue.SaleFigures, t: (typeof texts)["ko"], n: (value: number) => string): string {
  return figures.orderInversions > 0 ? t.inversions(n(figures.orderInversions)) : t.errorsMore;
}

/** Of all nodes, where they are known; else of the node that answers. */
function streamsOf(figures: queue.SaleFigures): number {
  const all = Object.values(figures.streamsByNode ?? {});
  return all.length === 0 ? figures.streams : all.reduce((sum, each) => sum + each, 0);
}

function Nodes({ streams, node }: { streams: Record<string, number> | undefined; node: string | undefined }): JSX.Element {
  const language = useLanguage();
  const all = Object.entries(streams ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return <>{all.length === 0 ? node ?? "" : all.map(([name, value]) => `${name} ${count(value, language)}`).join(" · ")}</>;
}
