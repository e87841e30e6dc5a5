import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { focusHeading } from "./focus.ts";

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
      params[part.slice(1)] = decoded(given[i]!);
    } else if (part !== given[i]) {
      return null;
    }
  }
  return params;
}

/** As it is written, if it is not well-formed: an address that somebody has mistyped finds nothing, and breaks nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const changed = new EventTarget();

export function go(path: string, replace = false): void {
  const isHere = path === location.pathname + location.search;
  history[replace || isHere ? "replaceState" : "pushState"](null, "", path);
  changed.dispatchEvent(new Event("change"));
  if (!replace) {
    globalThis.scrollTo(0, 0);
  }
}

export function usePath(): string {
  const [path, set] = useState(location.pathname);
  useEffect(() => {
    const update = () => set(location.pathname);
    update();
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
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current !== path) { // the first page begins at the top, with the link that skips to the content
      shown.current = path;
      return focusHeading();
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
  const path = usePath(); // marks the present page wherever the link is
  const onClick = (event: MouseEvent) => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go(to);
    }
  };
  return <a href={to} onClick={onClick} aria-current={path === to ? "page" : undefined} {...rest}>{children}</a>;
}
