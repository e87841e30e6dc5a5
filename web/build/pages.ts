/** The pages of the site. A new page is one line here and one folder in `src`. */
export interface Page {
  /** of its HTML file */
  name: string;
  entry: string;
  title: string;
  /** shown without JavaScript */
  noScript: string;
  manifest?: string;
  /** whether the service worker keeps it, so that it opens without a network */
  offline: boolean;
}

const NO_SCRIPT = "이 페이지에는 자바스크립트가 필요합니다. / This page needs JavaScript.";

export const PAGES: Page[] = [
  { name: "fan", entry: "src/fan/main.tsx", title: "Onsale", noScript: NO_SCRIPT, manifest: "fan.webmanifest", offline: true },
  { name: "console", entry: "src/console/main.tsx", title: "Onsale console", noScript: NO_SCRIPT, offline: false },
  { name: "gate", entry: "src/gate/main.tsx", title: "Onsale gate", noScript: NO_SCRIPT, manifest: "gate.webmanifest", offline: true },
  { name: "docs", entry: "src/docs/main.ts", title: "Onsale API", noScript: NO_SCRIPT, offline: false },
];

/** First segments of the paths that a page's own router answers, and the page. Everything else that is not a file does not exist. */
export const SHELL_PATHS: Record<string, string> = {
  "": "fan",
  "events": "fan",
  "bookings": "fan",
  "tickets": "fan",
  "transfers": "fan",
  "account": "fan",
  "sign-in": "fan",
  "sign-up": "fan",
  "hand-over": "fan",
  "console": "console",
  "gate": "gate",
  "docs": "docs",
};

export const API_SERVICES = ["queue", "seat", "ticket"];
