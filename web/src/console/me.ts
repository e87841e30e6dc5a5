import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ticket } from "contract";

/** Who is signed in to the console: a seller or a manager. */
export const MeContext = createContext<ticket.MemberView | null>(null);

export function useMe(): ticket.MemberView {
  const me = useContext(MeContext);
  if (me === null) {
    throw new Error("this part of the console is for those who are signed in");
  }
  return me;
}

export function isManager(me: ticket.MemberView): boolean {
  return me.role === "MANAGER";
}
