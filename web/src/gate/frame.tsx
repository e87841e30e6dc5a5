import type { ComponentChildren, JSX } from "preact";
import { useTexts } from "../kit/language.ts";
import { Link } from "../kit/router.tsx";
import { common } from "../kit/texts.ts";
import { LanguageButton } from "../kit/ui.tsx";

/** Like the kit's frame, without its word that the page waits for the network: this one does not. */
export function GateFrame({ nav, children }: { nav: ComponentChildren; children: ComponentChildren }): JSX.Element {
  const t = useTexts(common);
  return (
    <>
      <a class="skip" href="#main">{t.skip}</a>
      <header class="top">
        <Link class="brand" to="/gate">Onsale gate</Link>
        <nav aria-label="Onsale">{nav}<LanguageButton /></nav>
      </header>
      <main id="main">{children}</main>
    </>
  );
}
