// Streamlit shows a dialog over everything when its own connection breaks. It takes the focus away from whoever types,
// and says nothing that our sync pill does not say: it is closed, and the focus goes back to where it was.

const TITLE = "Connection error";

/**
 * Keep that dialog away from the editor.
 * @returns a function that stops doing so
 */
export function keepCalm(root) {
  let last = null;
  const remember = (event) => { [last] = event.composedPath(); };
  root.addEventListener("focusin", remember);
  const observer = new MutationObserver(() => {
    for (const dialog of document.querySelectorAll('[role="dialog"]')) {
      if (!dialog.textContent.trim().startsWith(TITLE)) continue;
      dialog.querySelector("button")?.click();
      // After the dialog's own code has put the focus where it thinks best.
      setTimeout(() => { if (last?.isConnected) last.focus({ preventScroll: true }); }, 50);
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    root.removeEventListener("focusin", remember);
  };
}
