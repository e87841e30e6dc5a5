import { same } from "./assert.ts";
import { Unreachable } from "./problems.ts";
import { Session } from "./session.ts";

const TOKEN = { accessToken: "a", expiresIn: 600 };
const renewed = () => Promise.resolve(Response.json(TOKEN));

/** A session of somebody who was signed in before, in a tab that has just been opened. */
async function opened(work: (session: Session) => Promise<void>, request: () => Promise<Response>): Promise<void> {
  const before = new Session(request);
  before.entered(TOKEN); // leaves the hint
  const session = new Session(request);
  await work(session);
  [before, session].forEach((each) => each.close());
}

Deno.test("a session goes on by its cookie, once for all who ask", async () => {
  let renewals = 0;
  await opened(async (session) => {
    same(await Promise.all([session.token(), session.token()]), ["a", "a"]);
    same([session.state, renewals], ["in", 1]);
  }, () => (renewals++, renewed()));
});

Deno.test("without a network it is not known who is signed in, and why is said", async () => {
  await opened(async (session) => {
    const problem = await session.token().catch((why) => why);
    same([problem instanceof Unreachable, session.problem === problem, session.state], [true, true, "unknown"]);
  }, () => Promise.reject(new TypeError("no network")));
});

Deno.test("a renewal that was under way at a sign-out signs nobody in", async () => {
  let answer = (_response: Response) => {};
  await opened(async (session) => {
    const token = session.token();
    await new Promise((resolve) => setTimeout(resolve)); // the request is sent
    session.left();
    answer(Response.json(TOKEN));
    same([await token, session.state], [null, "out"]);
  }, () => new Promise((resolve) => answer = resolve));
});

Deno.test("a session that has ended is out", async () => {
  await opened(async (session) => {
    same([await session.token(), session.state], [null, "out"]);
  }, () => Promise.resolve(new Response(null, { status: 401 })));
});
