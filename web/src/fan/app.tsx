import type { JSX } from "preact";
export function FanApp(): JSX.Element { return <p>fan</p>; }
