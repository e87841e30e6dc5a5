import type { JSX } from "preact";
import { useLoad } from "../kit/hooks.ts";
import { Face } from "../kit/ui.tsx";

/** A page whose code is loaded when it is first opened. */
export function Lazy<P extends object>({ load, props }: { load: () => Promise<(props: P) => JSX.Element>; props: P }): JSX.Element {
  const page = useLoad(load, []);
  return <Face of={page}>{(Page) => <Page {...props} />}</Face>;
}
