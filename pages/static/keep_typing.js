// Hands the words on Lyrics to the server after a short pause in typing, and at once when the page is hidden or left, so that hardly
// the last half second can be lost. It presses Ctrl+Enter, with which a text area of Streamlit commits what was typed, if anything was;
// a field of one line commits when it is left.
(() => {
  if (document.documentElement.dataset.keepsTyping) return;
  document.documentElement.dataset.keepsTyping = "yes";
  const PAUSE = 400;
  let timer = 0;
  let field = null;

  const commit = () => {
    clearTimeout(timer);
    const done = field instanceof HTMLTextAreaElement
      ? new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true })
      : new FocusEvent("focusout", { bubbles: true });
    field?.dispatchEvent(done);
  };
  const later = (event) => {
    if (!event.target.closest?.(".st-key-lyrics-text, .st-key-lyrics-title, .st-key-lyrics-subject")) return;
    clearTimeout(timer);
    field = event.target;
    if (!event.isComposing) timer = setTimeout(commit, PAUSE);
  };

  document.addEventListener("input", later);
  document.addEventListener("compositionend", later);
  document.addEventListener("visibilitychange", () => { if (document.hidden) commit(); });
  window.addEventListener("beforeunload", commit);
  window.addEventListener("pagehide", commit);
})();
