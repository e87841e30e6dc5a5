import { ask } from "./http.ts";
import { Refusal } from "./problems.ts";
import { session } from "./session.ts";

/** Signs in with a password; the refresh token becomes a cookie that no script can read. */
export async function signIn(email: string, password: string): Promise<void> {
  session.entered(await ask("POST /api/v1/sessions", { body: { email, password, cookie: true }, anonymous: true }));
}

/** Signs out; a session that has ended already is as good. */
export async function signOut(): Promise<void> {
  try {
    await ask("DELETE /api/v1/sessions/current");
  } catch (problem) {
    if (!(problem instanceof Refusal && problem.problem.status === 401)) {
      throw problem;
    }
  }
  session.leftEverywhere();
}
