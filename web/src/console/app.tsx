import type { ComponentChildren, JSX } from "preact";
import { ask } from "../kit/http.ts";
import { useLoad, useSession, useTitle } from "../kit/hooks.ts";
import { useTexts } from "../kit/language.ts";
import { Link, Router, usePath } from "../kit/router.tsx";
import { SignedInOnly } from "../kit/sign-in.tsx";
import { Face, Frame, Loading } from "../kit/ui.tsx";
import { AccountPage } from "./account/page.tsx";
import { EventPage } from "./event/page.tsx";
import { HomePage } from "./home.tsx";
import { Lazy } from "../kit/lazy.tsx";
import { LivePage } from "./live/page.tsx";
import { isManager, MeContext } from "./me.ts";
import { OrdersPage } from "./orders/page.tsx";
import { HealthPage } from "./staff/health.tsx";
import { MembersPage } from "./staff/members.tsx";
import { StaffPage } from "./staff/page.tsx";
import { VenuesPage } from "./venues/list.tsx";
import { WrongRole } from "./wrong-role.tsx";
import type { Me } from "./types.ts";

const texts = {
  ko: {
    intro: "공연 판매자와 운영자를 위한 화면입니다. 판매자 또는 관리자 계정으로 로그인해 주세요.",
    events: "공연",
    create: "새 공연",
    venues: "공연장",
    gates: "게이트 계정",
    staff: "직원",
    members: "회원",
    health: "시스템",
    account: "내 계정",
    noPage: "찾을 수 없는 페이지입니다.",
    home: "공연 목록으로",
  },
  en: {
    intro: "The console is for sellers and managers. Please sign in with such an account.",
    events: "Events",
    create: "New event",
    venues: "Venues",
    gates: "Gate accounts",
    staff: "Staff",
    members: "Members",
    health: "Health",
    account: "Account",
    noPage: "There is no such page.",
    home: "To the events",
  },
};

export function ConsoleApp(): JSX.Element {
  const t = useTexts(texts);
  const state = useSession();
  const me = useLoad((signal) => state === "in" ? ask("GET /api/v1/members/me", { signal }) : Promise.resolve(null), [state]);
  const who = state === "in" && me.is === "ready" ? me.value : null;
  return (
    <MeContext.Provider value={who}>
      <ConsoleFrame who={who}>
        <SignedInOnly intro={<p>{t.intro}</p>}>
          <Face of={me}>{(value) => value === null ? <Loading /> : <ForRole who={value} />}</Face>
        </SignedInOnly>
      </ConsoleFrame>
    </MeContext.Provider>
  );
}

function ConsoleFrame({ who, children }: { who: Me | null; children: ComponentChildren }): JSX.Element {
  const t = useTexts(texts);
  usePath(); // marks the present page in the menu
  const nav = who === null || !mayOperate(who) ? null : (
    <>
      <Link to="/console">{t.events}</Link>
      {!isManager(who) && <Link to="/console/new">{t.create}</Link>}
      {!isManager(who) && <Link to="/console/venues">{t.venues}</Link>}
      <Link to="/console/staff">{isManager(who) ? t.staff : t.gates}</Link>
      {isManager(who) && <Link to="/console/members">{t.members}</Link>}
      {isManager(who) && <Link to="/console/health">{t.health}</Link>}
      <Link to="/console/account">{t.account}</Link>
    </>
  );
  return <Frame brand={<Link class="brand" to="/console">Onsale console</Link>} nav={nav}>{children}</Frame>;
}

function mayOperate(who: Me): boolean {
  return who.role === "SELLER" || who.role === "MANAGER";
}

function ForRole({ who }: { who: Me }): JSX.Element {
  if (!mayOperate(who)) {
    return <WrongRole who={who} />;
  }
  return (
    <Router
      routes={[
        { pattern: "/console", page: () => <HomePage /> },
        { pattern: "/console/new", page: () => <Lazy load={async () => (await import("./wizard/page.tsx")).WizardPage} props={{}} /> },
        { pattern: "/console/events/:eventId", page: ({ eventId }) => <EventPage eventId={eventId!} /> },
        { pattern: "/console/sales/:saleId", page: ({ saleId }) => <LivePage saleId={saleId!} /> },
        { pattern: "/console/sales/:saleId/orders", page: ({ saleId }) => <OrdersPage saleId={saleId!} /> },
        { pattern: "/console/venues", page: () => isManager(who) ? <NoPage /> : <VenuesPage /> },
        {
          pattern: "/console/venues/:venueId",
          page: ({ venueId }) => <Lazy load={async () => (await import("./venues/page.tsx")).VenuePage} props={{ venueId: venueId! }} />,
        },
        { pattern: "/console/staff", page: () => <StaffPage /> },
        { pattern: "/console/members", page: () => isManager(who) ? <MembersPage /> : <NoPage /> },
        { pattern: "/console/health", page: () => isManager(who) ? <HealthPage /> : <NoPage /> },
        { pattern: "/console/account", page: () => <AccountPage /> },
      ]}
      otherwise={<NoPage />}
    />
  );
}

function NoPage(): JSX.Element {
  const t = useTexts(texts);
  useTitle(`${t.noPage} · Onsale`);
  return (
    <section class="card narrow">
      <h1>{t.noPage}</h1>
      <Link to="/console">{t.home}</Link>
    </section>
  );
}
