import { ask } from "./http.ts";
import { session } from "./session.ts";

/** Signs in with a password; the refresh token becomes a cookie that no script can read. */
export async function signIn(email: string, password: string): Promise<void> {
  session.entered(await ask("POST /api/v1/sessions", { body: { email, password, cookie: true }, anonymous: true }));
}

export async function signOut(): Promise<void> {
  await ask("DELETE /api/v1/sessions/current");
  session.leftEverywhere();
}
