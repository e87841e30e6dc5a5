import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ticket } from "contract";

/** Who is signed in to the console: a seller or a manager. */
export const MeContext = createContext<ticket.Me | null>(null);

export function useMe(): ticket.Me {
  const me = useContext(MeContext);
  if (me === null) {
    throw new Error("this part of the console is for those who are signed in");
  }
  return me;
}

export function isManager(me: ticket.Me): boolean {
  return me.role === "MANAGER";
}
