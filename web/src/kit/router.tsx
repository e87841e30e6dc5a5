import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Names and values of the `:parts` of a pattern. */
export type Params = Record<string, string>;

export interface Route {
  /** such as `/events/:eventId` */
  pattern: string;
  page: (params: Params) => JSX.Element;
}

/** The values of a pattern's parts in a path; null if it does not match. */
export function match(pattern: string, path: string): Params | null {
  const wanted = pattern.split("/");
  const given = path.replace(/(.)\/$/, "$1").split("/");
  if (wanted.length !== given.length) {
    return null;
  }
  const params: Params = {};
  for (let i = 0; i < wanted.length; i++) {
    const part = wanted[i]!;
    if (part.startsWith(":") && given[i] !== "") {
      params[part.slice(1)] = decodeURIComponent(given[i]!);
    } else if (part !== given[i]) {
      return null;
    }
  }
  return params;
}

const changed = new EventTarget();

export function go(path: string, replace = false): void {
  history[replace ? "replaceState" : "pushState"](null, "", path);
  changed.dispatchEvent(new Event("change"));
  if (!replace) {
    globalThis.scrollTo(0, 0);
  }
}

export function usePath(): string {
  const [path, set] = useState(location.pathname);
  useEffect(() => {
    const update = () => set(location.pathname);
    addEventListener("popstate", update);
    changed.addEventListener("change", update);
    return () => {
      removeEventListener("popstate", update);
      changed.removeEventListener("change", update);
    };
  }, []);
  return path;
}

/** The page of the present path. A new page begins at its heading, also for those who hear it. */
export function Router({ routes, otherwise }: { routes: Route[]; otherwise: JSX.Element }): JSX.Element {
  const path = usePath();
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>("main h1");
    if (heading !== null && document.activeElement === document.body) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }, [path]);
  for (const route of routes) {
    const params = match(route.pattern, path);
    if (params !== null) {
      return <div key={path}>{route.page(params)}</div>;
    }
  }
  return otherwise;
}

/** A link within the page: no reload, but everything else that links can (new tab, copy). */
export function Link(
  { to, children, ...rest }: { to: string; children: ComponentChildren } & JSX.HTMLAttributes<HTMLAnchorElement>,
): JSX.Element {
  const onClick = (event: MouseEvent) => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go(to);
    }
  };
  return <a href={to} onClick={onClick} aria-current={location.pathname === to ? "page" : undefined} {...rest}>{children}</a>;
}
