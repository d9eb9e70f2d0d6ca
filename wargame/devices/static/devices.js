// What a page adds with scripts: it follows the exercise, keeps what is typed, and sends again what did not arrive.
"use strict";
(() => {
  const body = document.body;
  const fragment = location.hash.slice(1);
  const code = document.getElementById("code");
  if (code && /^[0-9A-Za-z]{6}$/.test(fragment)) {
    code.value = fragment;
    history.replaceState(null, "", location.pathname);
    document.getElementById("name").focus();
  }
  if (!body.dataset.events) return;
  body.classList.add("live");
  if (body.classList.contains("seat") && /^[0-9A-Za-z]{6}$/.test(fragment)) {  // a code was scanned by a device that has a seat
    history.replaceState(null, "", location.pathname);
    const note = document.createElement("p");
    note.className = "note";
    note.setAttribute("role", "status");
    note.textContent = "This device has its seat already. To take another one, leave this seat first: the button is at the end of the page.";
    document.querySelector("main").before(note);
  }

  let revision = body.dataset.events;
  let fetching = false, again = false, sending = false, drafting = 0, lost = false;

  const nameOf = (field) => (field.type === "radio" || field.type === "checkbox" ? `${field.name}=${field.value}` : field.name);

  function keepTyped(part) {
    const kept = { values: new Map(), open: new Map(), focus: null };
    for (const field of part.querySelectorAll("input, textarea, select")) {
      if (!field.name || field.type === "hidden") continue;
      kept.values.set(nameOf(field), field.type === "radio" || field.type === "checkbox" ? field.checked : field.value);
    }
    for (const fold of part.querySelectorAll("details[id]")) kept.open.set(fold.id, fold.open);
    const at = document.activeElement;
    if (at && part.contains(at) && (at.id || at.name)) {
      kept.focus = { id: at.id, name: nameOf(at), start: at.selectionStart, end: at.selectionEnd };
    }
    return kept;
  }

  function putBack(part, kept, values) {
    for (const field of values ? part.querySelectorAll("input, textarea, select") : []) {
      const was = kept.values.get(nameOf(field));
      if (was === undefined || field.type === "hidden") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = was; else field.value = was;
    }
    const folds = values || part.id !== "ask" ? part.querySelectorAll("details[id]") : [];
    for (const fold of folds) if (kept.open.has(fold.id)) fold.open = kept.open.get(fold.id);
    if (!kept.focus || (!values && part.id === "ask")) return;
    const fields = [...part.querySelectorAll("input, textarea, select, button, summary")];
    const to = kept.focus.id ? document.getElementById(kept.focus.id) : fields.find((one) => nameOf(one) === kept.focus.name);
    if (!to) return;
    to.focus({ preventScroll: true });
    try { to.setSelectionRange(kept.focus.start, kept.focus.end); } catch { /* it holds no text */ }
  }

  function show(text, fresh) {
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!page.body.dataset.events) { location.assign("/"); return; }
    revision = page.body.dataset.events;
    document.title = page.title;
    for (const part of page.querySelectorAll("[data-part]")) {
      const old = document.getElementById(part.id);
      if (!old || old.dataset.part === part.dataset.part) continue;
      const before = old.querySelector("input[name=revision]"), after = part.querySelector("input[name=revision]");
      const same = (!fresh || "keeps" in part.dataset) && before && after && before.value === after.value;
      const kept = keepTyped(old);
      old.replaceWith(part);
      putBack(part, kept, same);
      if (fresh && part.id === "ask" && before && (!after || before.value !== after.value)) window.scrollTo(0, 0);
    }
    refreshWords();
  }

  async function refresh() {
    if (fetching) { again = true; return; }
    fetching = true;
    try {
      const got = await fetch(body.dataset.page || "/seat", { headers: { "Accept": "text/html" } });
      if (got.ok || got.status === 401) show(await got.text(), false);
    } catch { /* the stream says that the connection is lost */ }
    fetching = false;
    if (again) { again = false; refresh(); }
  }

  function tell(text, isLost) {
    lost = isLost;
    const line = document.querySelector(".link");
    if (line) { line.textContent = text; line.classList.toggle("lost", isLost); }
  }

  function tick() {  // the clock of the projector goes on between two pages
    const clock = document.querySelector("[data-left]");
    if (!clock) return;
    if (clock.since === undefined) clock.since = performance.now();
    if ("still" in clock.dataset) return;
    const left = Number(clock.dataset.left) - Math.floor((performance.now() - clock.since) / 1000), all = Math.abs(left);
    clock.textContent = `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")} ${left < 0 ? "over" : "left"}`;
  }
  setInterval(tick, 1000);
  tick();

  const stream = new EventSource("/events");
  stream.addEventListener("view", (event) => { tell("Connected", false); if (event.data !== revision) refresh(); });
  stream.addEventListener("gone", () => { stream.close(); location.assign("/"); });
  stream.onopen = () => tell("Connected", false);
  stream.onerror = () => {
    tell("Connection lost: trying again", true);
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
  };

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  async function send(action, data) {
    for (let tries = 0; ; tries++) {  // the key in the form makes sure that it is taken once
      try {
        const got = await fetch(action, { method: "POST", body: new URLSearchParams(data), redirect: "follow" });
        return await got.text();
      } catch {
        tell("Connection lost: your decision is sent when it is back", true);
        await wait(Math.min(5000, 500 * 2 ** tries));
      }
    }
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target, action = form.getAttribute("action");  // form.action is the field of that name
    if (action === "/leave") return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    clearTimeout(drafting);
    const data = new FormData(form);
    if (event.submitter && event.submitter.name) data.set(event.submitter.name, event.submitter.value);
    const label = event.submitter;
    if (label) label.setAttribute("aria-busy", "true");
    try {
      const page = await send(action, data);
      const part = document.getElementById("ask");
      if (part) part.dataset.part = "";
      if ("clears" in form.dataset && !page.includes(' id="problem"')) form.reset();
      show(page, true);
      const problem = document.getElementById("problem");
      if (problem) problem.scrollIntoView({ block: "center" });
    } finally { sending = false; if (label) label.removeAttribute("aria-busy"); }
  });

  function saveDraft() {
    const form = document.getElementById("decide");
    if (!form || !form.dataset.draft || sending) return;
    fetch("/draft", { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => {});
  }

  function refreshWords() {
    markZones();
    const form = document.getElementById("decide");
    if (!form) return;
    const chosen = form.querySelector("input[name=offer]:checked");
    const button = form.querySelector("button[data-names]");
    const label = chosen && form.querySelector(`label[for="${chosen.id}"] .name`);
    if (button) button.textContent = label ? `${button.dataset.names}: ${label.firstChild.textContent.trim()}` : button.dataset.names;
    const percent = document.getElementById("percent"), phrase = document.getElementById("phrase");
    if (percent && phrase) {
      const n = Number.parseInt(percent.value, 10);
      let said = "";
      for (const one of form.querySelectorAll("[data-low]")) {
        const is = n >= Number(one.dataset.low) && n <= Number(one.dataset.high);
        one.toggleAttribute("aria-current", is);
        if (is) said = one.firstElementChild.textContent;
      }
      phrase.textContent = said ? `${n} %: ${said}` : "";
      const slider = form.querySelector("[data-slides]");
      if (slider && n >= 1 && n <= 99) slider.value = String(n);
    }
  }

  const findZones = () => {  // the zones among which the chosen offer asks for one
    const chosen = document.querySelector("#decide input[name=offer]:checked");
    return chosen && chosen.closest("li").querySelector("[data-zones]");
  };

  function markZones() {
    const open = findZones();
    for (const zone of document.querySelectorAll(".zonemap [data-zone]")) {
      const field = open && open.querySelector(`input[value="${CSS.escape(zone.dataset.zone)}"]`);
      zone.classList.toggle("open", Boolean(field));
      zone.classList.toggle("chosen", Boolean(field && field.checked));
    }
  }

  document.addEventListener("click", (event) => {
    const zone = event.target.closest("[data-zone]"), open = zone && findZones();
    const field = open && open.querySelector(`input[value="${CSS.escape(zone.dataset.zone)}"]`);
    if (!field) return;  // the link leads to the numbers of the zone
    event.preventDefault();
    field.checked = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  document.addEventListener("input", (event) => {
    if (event.target.dataset.slides) document.getElementById(event.target.dataset.slides).value = event.target.value;
    refreshWords();
    clearTimeout(drafting);
    drafting = setTimeout(saveDraft, 400);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  refreshWords();
})();
