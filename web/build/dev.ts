/** Serves the pages while they are being written; see `web/dev`. */
const [port, onsale] = [Number(Deno.args[0]), Deno.args[1]!];
const root = new URL("..", import.meta.url).pathname;
const site = `${root}target/classes/onsale-web`;

async function build(): Promise<void> {
  const args = ["run", "--no-remote", "--no-npm", "--no-lock", "--allow-all", "build/build.ts"];
  const { code } = await new Deno.Command(Deno.execPath(), { args, cwd: root, stdout: "inherit", stderr: "inherit" }).output();
  console.log(code === 0 ? "built" : "not built");
}

async function answer(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (/^\/(api|simulator)\//.test(pathname)) {
    const headers = new Headers(request.headers);
    headers.delete("host");
    if (headers.has("origin")) {
      headers.set("origin", onsale);
    }
    return await fetch(onsale + pathname + search, { method: request.method, headers, body: request.body, redirect: "manual", signal: request.signal });
  }
  const { shells, files } = JSON.parse(await Deno.readTextFile(`${site}/site.json`));
  const shell = shells[pathname.split("/")[1]!];
  const path = files.find((file: { path: string }) => file.path === pathname)?.path ?? (shell && `/${shell}.html`);
  if (path === undefined) {
    return new Response("nothing here", { status: 404 });
  }
  const { type } = files.find((file: { path: string }) => file.path === path);
  return new Response(await Deno.readFile(site + path), { headers: { "Content-Type": type, "Cache-Control": "no-store" } });
}

let building = build(); // one at a time: two would find each other's files
await building;
Deno.serve({ port, hostname: "127.0.0.1" }, (request) => answer(request).catch((problem) => new Response(String(problem), { status: 502 })));
let timer = 0;
for await (const event of Deno.watchFs([`${root}src`, `${root}static`, `${root}build`])) {
  if (event.kind !== "access") {
    clearTimeout(timer);
    timer = setTimeout(() => building = building.then(build), 100);
  }
}
