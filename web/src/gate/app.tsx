import type { JSX } from "preact";
import { useTexts } from "../kit/language.ts";
import { Link, Router } from "../kit/router.tsx";
import { common } from "../kit/texts.ts";
import { Home } from "./home.tsx";
import { ShiftPage } from "./shift-page.tsx";

export function GateApp(): JSX.Element {
  const t = useTexts(common);
  return (
    <Router
      routes={[
        { pattern: "/gate", page: () => <Home /> },
        { pattern: "/gate/:performanceId", page: ({ performanceId }) => <ShiftPage performanceId={performanceId!} /> },
      ]}
      otherwise={<main><h1>{t.notFound}</h1><Link to="/gate">{t.home}</Link></main>}
    />
  );
}
