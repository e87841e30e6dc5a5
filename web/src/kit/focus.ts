/**
 * Moves the focus to the page's heading, or, while the page is loading, to the content, and to the heading once it is there. Whoever has moved on
 * meanwhile is left alone. Ends by the returned function.
 */
export function focusHeading(): () => void {
  const main = document.querySelector<HTMLElement>("main");
  if (main === null || focused(main.querySelector("h1"))) {
    return () => {};
  }
  focused(main);
  const watcher = new MutationObserver(() => {
    const isWaiting = document.activeElement === main || document.activeElement === document.body;
    if (!isWaiting || focused(main.querySelector("h1"))) {
      watcher.disconnect();
    }
  });
  watcher.observe(main, { childList: true, subtree: true });
  return () => watcher.disconnect();
}

/** Focuses what is no control: it can be reached by scripts, not by Tab. False if there is nothing. */
export function focused(element: HTMLElement | null): boolean {
  if (element === null) {
    return false;
  }
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  return true;
}
