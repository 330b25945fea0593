// The browser's half of the timer: it alone keeps time, names the beat, and says aloud when one ends.

const TICK = 200; // milliseconds between two looks at the clock
const REPORT = 1000; // milliseconds between two reports to Python while it runs
const NAMED = 0.12; // the share of the whole from which on a beat bears its name
const FORGOTTEN = 7200; // seconds after which a running clock was left on by mistake

export function sayClock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function findBeat(beats, seconds) {
  let end = 0;
  for (const [index, beat] of beats.entries()) {
    end += beat.seconds;
    if (seconds < end) return { index, beat, left: end - seconds };
  }
  return { index: beats.length, beat: null, left: 0 };
}

export function findMark(marks, seconds) {
  return [...marks].reverse().find((mark) => seconds >= mark.at) ?? null;
}

class Clock {
  constructor(model, el) {
    this.model = model;
    this.said = "";
    this.build(el);
    this.handlers = { "change:run": () => this.adopt(), "change:beats change:marks change:name": () => this.lay() };
    for (const [name, handler] of Object.entries(this.handlers)) model.on(name, handler);
    this.lay();
    this.adopt();
  }

  build(el) {
    this.title = make("div", "pk-clock-name");
    this.face = make("div", "pk-clock-face", { role: "timer", "aria-live": "off" });
    this.state = make("div", "pk-clock-state");
    this.now = make("div", "pk-clock-now");
    this.left = make("div", "pk-clock-left");
    this.say = make("div", "pk-clock-say");
    this.bar = make("ol", "pk-clock-bar", { "aria-label": "Beats" });
    this.toggle = make("button", "pk-clock-button pk-clock-go", { type: "button", "aria-keyshortcuts": "S" });
    this.reset = make("button", "pk-clock-button", { type: "button", "aria-keyshortcuts": "R" }, "Reset");
    this.keys = make("span", "pk-clock-keys", {}, "Keys here: S starts and pauses, R resets.");
    this.live = make("div", "pk-clock-hidden", { role: "status", "aria-live": "polite" });
    const head = make("div", "pk-clock-head", {}, this.face, make("div", "pk-clock-words", {}, this.now, this.say, this.left));
    const foot = make("div", "pk-clock-foot", {}, this.toggle, this.reset, this.state, this.keys);
    this.root = make("div", "pk-clock", { role: "group" }, this.title, head, this.bar, foot, this.live);
    this.toggle.addEventListener("click", () => this.press());
    this.reset.addEventListener("click", () => this.clear());
    this.root.addEventListener("keydown", (event) => this.key(event));
    el.append(this.root);
  }

  key(event) {
    event.stopPropagation(); // a notebook has shortcuts of its own
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = { s: () => this.press(), r: () => this.clear() }[event.key.toLowerCase()];
    if (!done) return;
    event.preventDefault();
    done();
  }

  lay() {
    this.title.textContent = this.model.get("name");
    this.root.setAttribute("aria-label", this.model.get("name"));
    const beats = this.model.get("beats");
    const total = beats.reduce((sum, beat) => sum + beat.seconds, 0);
    this.bar.replaceChildren(
      ...beats.map((beat) => {
        const fill = make("span", "pk-clock-fill", { "aria-hidden": "true" });
        const wide = beat.seconds / total >= NAMED; // a name that has no room is only read aloud
        const label = make("span", wide ? "pk-clock-beat" : "pk-clock-hidden", {}, beat.name);
        const time = make("span", "pk-clock-time", {}, sayClock(beat.seconds));
        const track = make("span", "pk-clock-track", { "aria-hidden": "true" }, fill);
        return make("li", "", { style: `flex-grow: ${beat.seconds}` }, track, time, label);
      }),
    );
    this.draw();
  }

  get running() {
    return this.model.get("run").started > 0;
  }

  seconds() {
    const { counted, started } = this.model.get("run");
    return started > 0 ? counted + Math.max(0, Date.now() - started) / 1000 : counted;
  }

  // Another view, or a timer that was made anew, has started, paused or reset.
  adopt() {
    if (this.running && this.seconds() > FORGOTTEN) return this.set(this.model.get("run").counted, 0);
    clearInterval(this.ticking);
    if (this.running) this.ticking = setInterval(() => this.tick(), TICK);
    this.draw();
  }

  press() {
    if (this.running) this.set(this.seconds(), 0);
    else this.set(this.model.get("run").counted, Date.now());
    this.announce(this.running ? `Started. ${this.now.textContent}` : `Paused at ${sayClock(this.seconds())}`);
  }

  clear() {
    this.set(0, 0);
    this.announce("Reset");
  }

  set(counted, started) {
    this.model.set("run", { counted, started });
    this.model.set("seconds", counted);
    this.save();
    this.adopt();
  }

  tick() {
    this.draw(true);
    if (Date.now() - (this.reported ?? 0) < REPORT) return;
    this.model.set("seconds", Math.round(this.seconds() * 10) / 10);
    this.save();
  }

  save() {
    this.reported = Date.now();
    try {
      this.model.save_changes();
    } catch {
      // The kernel has gone; the clock goes on.
    }
  }

  draw(aloud = false) {
    const seconds = this.seconds();
    const beats = this.model.get("beats");
    const { index, beat, left } = findBeat(beats, seconds);
    const mark = findMark(this.model.get("marks"), seconds);
    this.face.textContent = sayClock(seconds);
    this.root.dataset.level = mark?.level ?? (beat ? "" : "done");
    this.now.textContent = beat ? beat.name : mark ? "Running late" : "Stop here";
    if (mark?.level === "over") this.now.textContent = "Too long";
    this.say.textContent = beat ? beat.say : mark ? mark.say : "The follow-ups fill the rest.";
    const next = beats[index + 1];
    this.left.textContent = beat ? `${sayClock(Math.ceil(left))} left${next ? `, then: ${next.name}` : ""}` : `Aim: ${sayClock(this.model.get("aim"))}`;
    this.toggle.textContent = this.running ? "Pause" : seconds > 0 ? "Go on" : "Start";
    this.reset.disabled = seconds === 0;
    this.state.textContent = this.running ? "Running" : seconds > 0 ? "Paused" : "";
    this.drawBeats(beats, index, seconds);
    const key = `${index} ${mark?.level ?? ""}`;
    if (aloud && this.said && this.said !== key) this.announce(`${this.now.textContent}. ${this.say.textContent}`);
    this.said = key;
  }

  drawBeats(beats, current, seconds) {
    let start = 0;
    for (const [index, item] of [...this.bar.children].entries()) {
      const share = Math.min(1, Math.max(0, (seconds - start) / beats[index].seconds));
      item.querySelector(".pk-clock-fill").style.width = `${share * 100}%`;
      item.classList.toggle("pk-clock-current", index === current);
      if (index === current) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      start += beats[index].seconds;
    }
  }

  announce(text) {
    this.live.textContent = text;
  }

  dispose() {
    clearInterval(this.ticking);
    for (const [name, handler] of Object.entries(this.handlers)) this.model.off(name, handler);
  }
}

function render({ model, el }) {
  const clock = new Clock(model, el);
  return () => clock.dispose();
}

export default { render };
