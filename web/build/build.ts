/**
 * Builds the pages: types from the services' contracts, bundles by esbuild, HTML, compressed copies, and the list of files for the
 * servers. Run by Maven, or by hand for a faster turn: `web/dev`.
 */
import { compressed } from "./compress.ts";
import { writeContract } from "./contract.ts";
import { iconPng } from "./icon.ts";
import { API_SERVICES, PAGES, SHELL_PATHS } from "./pages.ts";

const root = new URL("..", import.meta.url).pathname;
const lib = `${root}target/lib`;
const site = `${root}target/classes/onsale-web`;
const work = `${root}target/bundles`;

interface Output {
  entryPoint?: string;
  cssBundle?: string;
  imports: { path: string; kind: string }[];
}

/** One file of the site. `immutable`: its name has a hash of its content. */
interface SiteFile {
  path: string;
  type: string;
  immutable: boolean;
  encodings: string[];
}

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  webmanifest: "application/manifest+json",
  json: "application/json",
  txt: "text/plain; charset=utf-8",
};

async function run(program: string, args: string[]): Promise<void> {
  const { code } = await new Deno.Command(program, { args, cwd: root, stdout: "inherit", stderr: "inherit" }).output();
  if (code !== 0) {
    throw new Error(`${program} ended with ${code}`);
  }
}

async function bundle(): Promise<Record<string, Output>> {
  const meta = `${root}target/bundle.json`;
  await run(`${root}target/tools/esbuild`, [
    ...PAGES.map((page) => `${page.name}=${page.entry}`),
    "--bundle",
    "--splitting",
    "--format=esm",
    "--minify",
    "--target=es2022",
    "--jsx=automatic",
    "--jsx-import-source=preact",
    "--tree-shaking=true",
    "--legal-comments=linked",
    "--log-level=warning",
    "--log-override:equals-nan=silent", // in ZXing; nothing that we could mend
    "--loader:.svg=file",
    "--entry-names=assets/[name]-[hash]",
    "--chunk-names=assets/[name]-[hash]",
    "--asset-names=assets/[name]-[hash]",
    `--alias:preact=${lib}/preact/dist/preact.module.js`,
    `--alias:preact/hooks=${lib}/preact/hooks/dist/hooks.module.js`,
    `--alias:preact/jsx-runtime=${lib}/preact/jsx-runtime/dist/jsxRuntime.module.js`,
    `--alias:uplot=${lib}/uplot/dist/uPlot.esm.js`,
    `--alias:uplot.css=${lib}/uplot/dist/uPlot.min.css`,
    `--alias:idb=${lib}/idb/build/index.js`,
    `--alias:qr-creator=${lib}/qr-creator/dist/qr-creator.es6.min.js`,
    `--alias:zxing=${lib}/html5-qrcode/third_party/zxing-js.umd.min.js`,
    `--metafile=${meta}`,
    `--outdir=${work}`,
  ]);
  const outputs = JSON.parse(await Deno.readTextFile(meta)).outputs as Record<string, Output>;
  return Object.fromEntries(Object.entries(outputs).map(([path, output]) => [path.slice(path.indexOf("assets/")), output]));
}

/** The page's script, what it imports at once (loaded in parallel rather than one after the other), and its style sheet. */
function html(page: typeof PAGES[number], outputs: Record<string, Output>): string {
  const [script, output] = Object.entries(outputs).find(([, each]) => each.entryPoint === page.entry)!;
  const at = (path: string) => "/" + path.slice(path.indexOf("assets/"));
  const now = output.imports.filter((each) => each.kind === "import-statement").map((each) => at(each.path));
  const style = output.cssBundle === undefined ? "" : `<link rel="stylesheet" href="${at(output.cssBundle)}">`;
  return `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#16213a">
<title>${page.title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/icon-180.png">
${page.manifest === undefined ? "" : `<link rel="manifest" href="/${page.manifest}">\n`}${style}
${now.map((path) => `<link rel="modulepreload" href="${path}">`).join("\n")}
<script type="module" src="/${script}"></script>
</head>
<body><div id="app"></div><noscript>${page.noScript}</noscript></body>
</html>
`;
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to.slice(0, to.lastIndexOf("/")), { recursive: true });
  await Deno.copyFile(from, to);
}

async function files(folder: string, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = prefix + entry.name;
    if (entry.isDirectory) {
      found.push(...await files(`${folder}/${entry.name}`, path + "/"));
    } else {
      found.push(path);
    }
  }
  return found.sort();
}

async function emptyFolder(folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  await Deno.mkdir(folder, { recursive: true });
}

/** The worker is built last: it knows the names of all files that its pages need off-line. */
async function serviceWorker(outputs: Record<string, Output>): Promise<void> {
  const offline = new Set<string>();
  const add = (path: string) => {
    const key = path.slice(path.indexOf("assets/"));
    if (offline.has("/" + key)) {
      return;
    }
    offline.add("/" + key);
    const output = outputs[key];
    output?.imports.forEach((each) => add(each.path));
    if (output?.cssBundle !== undefined) {
      add(output.cssBundle);
    }
  };
  Object.entries(outputs)
    .filter(([, output]) => PAGES.some((page) => page.entry === output.entryPoint && page.offline))
    .forEach(([path]) => add(path));
  const shells = PAGES.filter((page) => page.offline).map((page) => `/${page.name}.html`);
  await run(`${root}target/tools/esbuild`, [
    "src/worker/worker.ts",
    "--bundle",
    "--minify",
    "--target=es2022",
    "--log-level=warning",
    `--define:OFFLINE_FILES=${JSON.stringify([...shells, ...offline].sort())}`,
    `--define:SHELL_PATHS=${JSON.stringify(SHELL_PATHS)}`,
    `--outfile=${site}/worker.js`,
  ]);
}

async function swaggerUi(): Promise<void> {
  for (const name of ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js"]) {
    await copy(`${lib}/swagger-ui/${name}`, `${site}/docs-ui/${name}`);
  }
}

async function describe(): Promise<void> {
  const list: SiteFile[] = [];
  for (const path of await files(site)) {
    const type = TYPES[path.slice(path.lastIndexOf(".") + 1)];
    if (type === undefined) {
      throw new Error(`no content type is known for ${path}`);
    }
    const encodings = await compressed(`${site}/${path}`);
    list.push({ path: "/" + path, type, immutable: path.startsWith("assets/"), encodings });
  }
  const description = { shells: SHELL_PATHS, files: list };
  await Deno.writeTextFile(`${site}/site.json`, JSON.stringify(description, null, 1));
}

await writeContract(API_SERVICES.map((name) => ({ name, path: `${root}../${name}-api/openapi.json` })), `${root}target/contract`);
await emptyFolder(work);
await emptyFolder(site);
const outputs = await bundle();
for (const path of await files(work)) {
  await copy(`${work}/${path}`, `${site}/${path}`);
}
for (const path of await files(`${root}static`)) {
  await copy(`${root}static/${path}`, `${site}/${path}`);
}
for (const [name, size, isMaskable] of [["icon-180", 180, false], ["icon-192", 192, false], ["icon-512", 512, false], ["icon-maskable", 512, true]] as const) {
  await Deno.writeFile(`${site}/${name}.png`, iconPng(size, isMaskable));
}
for (const page of PAGES) {
  await Deno.writeTextFile(`${site}/${page.name}.html`, html(page, outputs));
}
await swaggerUi();
await serviceWorker(outputs);
await describe();
