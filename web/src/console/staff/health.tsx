import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { clockTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useTitle } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Loading, ProblemNotice } from "../../kit/ui.tsx";
import type { Health } from "../types.ts";
import { toneOf } from "../words.ts";

const LOOK_MS = 5_000;

const SERVICES = [
  ["queue", "GET /api/v1/admin/health/queue"],
  ["seat", "GET /api/v1/admin/health/seat"],
  ["ticket", "GET /api/v1/admin/health/ticket"],
] as const;

const texts = {
  ko: {
    title: "시스템 상태",
    intro: "각 서비스가 지금 저장소에 닿는지 5초마다 확인합니다.",
    names: { queue: "대기열", seat: "좌석", ticket: "예매와 결제" } as Record<string, string>,
    up: "정상",
    down: "장애",
    silent: "서비스가 응답하지 않습니다.",
    node: (name: string) => `응답한 노드 ${name}`,
    at: (time: string) => `${time} 확인`,
  },
  en: {
    title: "Health",
    intro: "Whether each service reaches its stores, asked every 5 seconds.",
    names: { queue: "Waiting room", seat: "Seats", ticket: "Bookings and payments" } as Record<string, string>,
    up: "up",
    down: "down",
    silent: "The service does not answer.",
    node: (name: string) => `answered by ${name}`,
    at: (time: string) => `asked at ${time}`,
  },
};

export function HealthPage(): JSX.Element {
  const t = useTexts(texts);
  useTitle(`${t.title} · Onsale`);
  return (
    <>
      <h1>{t.title}</h1>
      <p>{t.intro}</p>
      <ul class="grid">
        {SERVICES.map(([name, operation]) => (
          <li key={name} class="card">
            <ServiceCard name={name} operation={operation} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface Look {
  health: Health | null;
  problem: unknown;
  at: number;
}

function ServiceCard({ name, operation }: { name: string; operation: typeof SERVICES[number][1] }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const [look, setLook] = useState<Look | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    const again = async () => {
      const found = await ask(operation, { signal: abort.signal }).then(
        (health) => ({ health: health as Health, problem: null }),
        (problem: unknown) => ({ health: null, problem }),
      );
      if (!abort.signal.aborted) {
        setLook({ ...found, at: Date.now() });
        timer = setTimeout(again, LOOK_MS);
      }
    };
    again();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [operation]);
  return (
    <>
      <h2>{t.names[name]}</h2>
      {look === null ? <Loading /> : look.health === null
        ? (
          <>
            <p class="bad">
              <b>{t.silent}</b>
            </p>
            <ProblemNotice problem={look.problem} />
          </>
        )
        : <Stores health={look.health} />}
      {look !== null && <p class="faint">{t.at(clockTime(look.at, language))}{look.health !== null && ` · ${t.node(look.health.node)}`}</p>}
    </>
  );
}

function Stores({ health }: { health: Health }): JSX.Element {
  const t = useTexts(texts);
  return (
    <dl class="facts">
      {health.stores.map((store) => [
        <dt key={store.name}>{store.name}</dt>,
        <dd key={`${store.name}-state`}>
          <span class={`badge ${toneOf(store.status)}`}>{store.status === "UP" ? t.up : t.down}</span>{" "}
          {store.latencyMs !== null && <small class="num">{store.latencyMs} ms</small>}
          {store.detail !== null && (
            <>
              <br />
              <small>{store.detail}</small>
            </>
          )}
        </dd>,
      ])}
    </dl>
  );
}
