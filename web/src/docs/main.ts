import "./style.css";

/**
 * The API's reference: Swagger UI on the three documents that the services serve. Its bundle is large and nobody else needs it, so it stays a
 * file of its own.
 */
interface SwaggerUi {
  (options: object): void;
  presets: { apis: unknown };
  SwaggerUIStandalonePreset?: unknown;
}

const DOCUMENTS = [
  { name: "queue-api: the line", url: "/api/v1/openapi/queue" },
  { name: "seat-api: the seats", url: "/api/v1/openapi/seat" },
  { name: "ticket-api: bookings, money, tickets, accounts", url: "/api/v1/openapi/ticket" },
];

function loaded<T extends HTMLElement>(element: T): Promise<T> {
  return new Promise((resolve, reject) => {
    element.onload = () => resolve(element);
    element.onerror = () => reject(new Error("the reference cannot be loaded"));
    document.head.append(element);
  });
}

function style(href: string): HTMLLinkElement {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  return link;
}

function script(src: string): HTMLScriptElement {
  const element = document.createElement("script");
  element.src = src;
  return element;
}

/** Paths as text: as links inside a button, which is what they are without this, screen readers cannot tell one from the other. */
const plainPaths = {
  wrapComponents: {
    DeepLink: (_link: unknown, { React }: { React: { createElement(tag: string, props: object, text: unknown): unknown } }) =>
    ({ text }: { text: unknown }) => React.createElement("span", { className: "nostyle" }, text),
  },
};

const wanted = new URLSearchParams(location.search).get("service");
await Promise.all([
  loaded(style("/docs-ui/swagger-ui.css")),
  loaded(script("/docs-ui/swagger-ui-bundle.js")).then(() => loaded(script("/docs-ui/swagger-ui-standalone-preset.js"))),
]);
const ui = (globalThis as unknown as { SwaggerUIBundle: SwaggerUi }).SwaggerUIBundle;
const standalone = (globalThis as unknown as { SwaggerUIStandalonePreset: unknown }).SwaggerUIStandalonePreset;
ui({
  urls: DOCUMENTS,
  "urls.primaryName": DOCUMENTS.find((each) => each.url.endsWith(`/${wanted}`))?.name ?? DOCUMENTS[0]!.name,
  dom_id: "#app",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: false,
  validatorUrl: null, // no third party is asked
  presets: [ui.presets.apis, standalone],
  plugins: [plainPaths],
  layout: "StandaloneLayout",
});
