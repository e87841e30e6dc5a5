import type { JSX } from "preact";
import { useLoad } from "./hooks.ts";
import { Unreachable } from "./problems.ts";
import { Face } from "./ui.tsx";

/** A page whose code is loaded when it is first opened; without a network it says so, and can be tried again. */
export function Lazy<P extends object>({ load, props }: { load: () => Promise<(props: P) => JSX.Element>; props: P }): JSX.Element {
  const page = useLoad(() => loaded(load), []);
  return <Face of={page}>{(Page) => <Page {...props} />}</Face>;
}

async function loaded<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (problem) {
    throw new Unreachable(String(problem));
  }
}
