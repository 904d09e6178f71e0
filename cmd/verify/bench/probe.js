// Runs in every page before its own scripts and notes when what a hand does is
// painted: from the event's own time to the frame that shows it.
window.probe = (() => {
  // shown runs after the frame that is being made has been drawn.
  const shown = (fn) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = fn;
    after.port2.postMessage(0);
  });

  // The page answers keys once it says so, and is interactive once that is drawn.
  const p = { interactive: 0, hovers: [], frames: [], shift: 0 };
  const ready = new MutationObserver(() => {
    if (document.documentElement?.dataset.ready !== "desk" || p.interactive) return;
    ready.disconnect();
    shown(() => (p.interactive = performance.now()));
  });
  ready.observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });

  // A key: painted when a block's marks have changed and been drawn, or where its
  // words are as dark as they get, when the bars beside them have, in the key's own
  // task; saved when the server's answer has come.
  let begun = 0, painted = 0, saved = 0, told = null;
  let look = null;
  const tell = () => {
    if (!told || !painted || !saved) return;
    told([painted - begun, saved - begun]);
    told = null;
  };
  addEventListener("keydown", (e) => {
    if (!/^[.u1-9]$/.test(e.key) && !(e.ctrlKey && /^[zy]$/i.test(e.key))) return;
    look?.disconnect();
    [begun, painted, saved] = [e.timeStamp, 0, 0];
    let own = true;
    const task = new MessageChannel();
    task.port1.onmessage = () => (own = false);
    task.port2.postMessage(0);
    look = new MutationObserver((changes) => {
      if (!changes.some((c) => c.target.closest?.(own ? "[data-s],.lanes" : "[data-s]"))) return;
      look.disconnect();
      shown(() => { painted = performance.now(); tell(); });
    });
    look.observe(document.querySelector(".text"), { childList: true, subtree: true });
  }, true);
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (one.startTime < begun || !/\/(codings|remove|undo|redo)$/.test(one.name)) continue;
      saved ||= one.responseEnd;
      tell();
    }
  }).observe({ type: "resource" });
  // after gives, for the last key, milliseconds to paint and to the answer.
  p.after = () => new Promise((done) => { told = done; tell(); });
  // painted says whether the last key's marks are drawn.
  p.drawn = () => painted > 0;

  addEventListener("pointerover", (e) => {
    if (e.target.closest?.(".lanes li")) shown(() => p.hovers.push(performance.now() - e.timeStamp));
  }, true);

  // watch notes how long each frame takes, and how far an element moves.
  let on = 0;
  p.watch = (el) => {
    const mine = ++on;
    const top = el?.getBoundingClientRect().top;
    let last = 0;
    p.frames = [];
    p.shift = 0;
    const each = (now) => {
      if (on !== mine) return;
      if (last) p.frames.push(now - last);
      last = now;
      if (el) p.shift = Math.max(p.shift, Math.abs(el.getBoundingClientRect().top - top));
      requestAnimationFrame(each);
    };
    requestAnimationFrame(each);
    return true;
  };
  p.unwatch = () => ++on;
  return p;
})();
