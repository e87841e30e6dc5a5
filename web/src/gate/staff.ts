import { useEffect, useState } from "preact/hooks";
import { useSession } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { session } from "../kit/session.ts";

/** Who works here, as far as that can be known right now. */
export type Staff =
  | { is: "loading" }
  | { is: "out" }
  /** no network: whoever holds the device goes on with what it keeps */
  | { is: "unreachable" }
  | { is: "in"; name: string; role: string };

export function mayWork(staff: Staff): boolean {
  return staff.is === "in" && (staff.role === "GATE" || staff.role === "MANAGER");
}

export function useStaff(): Staff {
  const state = useSession();
  const [staff, set] = useState<Staff>({ is: "loading" });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isOver = false;
    whoIsHere().then((found) => isOver || set(found));
    const again = () => setTurn((n) => n + 1);
    addEventListener("online", again);
    return () => {
      isOver = true;
      removeEventListener("online", again);
    };
  }, [state, turn]);
  return staff;
}

async function whoIsHere(): Promise<Staff> {
  try {
    if (await session.token() === null) {
      return { is: "out" };
    }
    const { name, role } = await ask("GET /api/v1/members/me");
    return { is: "in", name, role };
  } catch {
    return { is: "unreachable" };
  }
}
