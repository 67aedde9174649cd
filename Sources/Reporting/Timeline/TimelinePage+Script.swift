extension TimelinePage {
    /// Draws the chart from the page's data. Text gets into the page as text alone, so that no name can be markup.
    static let script = #"""
        "use strict";
        const data = JSON.parse(document.getElementById("data").textContent);
        const chart = document.getElementById("chart"), facts = document.getElementById("facts");
        const svgName = "http://www.w3.org/2000/svg";
        const stage = name => data.stages.find(s => s.name === name);
        const end = Math.max(data.end, 0.001, ...data.stages.map(s => s.to));
        const views = {
          start: [0, (stage("services") || { to: end }).to * 1.03],
          checks: stage("checks") ? [stage("checks").from, stage("checks").to] : [0, end],
          all: [0, end],
        };
        let view = [0, end], rows = [], picked = -1;

        function make(tag, name, text) {
          const element = document.createElement(tag);
          if (name) element.className = name;
          if (text !== undefined) element.textContent = text;
          return element;
        }
        function time(ms) {
          if (ms < 1) return ms.toFixed(3) + " ms";
          if (ms < 100) return ms.toFixed(2).replace(/\.?0+$/, "") + " ms";
          if (ms < 1000) return Math.round(ms) + " ms";
          if (ms < 60000) return (ms / 1000).toFixed(2).replace(/\.?0+$/, "") + " s";
          return Math.floor(ms / 60000) + " min " + Math.round(ms % 60000 / 1000) + " s";
        }

        // What there is: a row each, with its bars as [class, from, to].
        function stageRow(s) {
          return { name: s.name, bars: [["stage", s.from, s.to]], facts: ["from " + time(s.from) + " to " + time(s.to) + ": " + time(s.to - s.from), ...s.facts] };
        }
        function serviceRow(s) {
          const bars = [], lines = [];
          if (s.address) lines.push(s.address);
          if (s.needs.length && s.lives.length && stage("services")) bars.push(["wait", stage("services").from, s.lives[0].start]);
          for (const n of s.needs) lines.push("waits until " + n.service + (n.condition === "runs" ? " runs" : n.condition === "ready" ? " is ready" : " has completed") + (n.met === null ? "" : ", at " + time(n.met)));
          s.lives.forEach((l, turn) => {
            const last = l.end ?? l.stop ?? end, comes = l.listen ?? l.ready ?? l.stop ?? last;
            bars.push(["coming", l.start, comes]);
            if (l.listen !== null) {
              if (l.listenFrom !== null) bars.push(["maybe", l.listenFrom, l.listen]);
              if (l.ready !== null || l.stop !== null) bars.push(["probing", l.listen, l.ready ?? l.stop]);
            }
            if (l.ready !== null) bars.push(["ready", l.ready, l.stop ?? last]);
            if (l.stop !== null) bars.push(["stopping", l.stop, last]);
            if (l.ending !== null) bars.push(["failed", l.stop ?? last, l.stop ?? last]);
            if (s.critical && !s.lives.slice(0, turn).some(l => l.ready !== null)) bars.push(["critical", l.start, l.ready ?? l.stop ?? last]);
            const head = s.lives.length > 1 ? "run " + (turn + 1 + (turn ? s.left_out : 0)) + ": " : "";
            const parts = ["started at " + time(l.start)];
            if (l.spawn !== null) parts.push("its program ran at " + time(l.spawn));
            if (l.listen !== null) parts.push("seen to listen at " + time(l.listen) + (l.listenFrom === null ? "" : " (it began at most " + time(l.listen - l.listenFrom) + " before)"));
            if (l.ready !== null) parts.push("ready at " + time(l.ready) + (l.readyFrom === null || l.ready === l.listen ? "" : " (it was so at most " + time(l.ready - l.readyFrom) + " before)"));
            if (l.end !== null) parts.push("ended at " + time(l.end));
            lines.push(head + parts.join("; "));
            if (l.ending !== null) lines.push(head + l.ending);
          });
          if (s.left_out) lines.push(s.left_out + " runs after the first are left out");
          if (!s.lives.length) lines.push(s.state === "ready" || s.state === "completed" ? "it was up already" : "never started");
          if (s.failure && !lines.includes(s.failure)) lines.push(s.failure);
          return { name: s.name, bars, facts: lines, red: s.state === "failed", critical: s.critical, service: s };
        }
        function checkRow(c) {
          const lines = [c.verdict + (c.reason ? ": " + c.reason : "")], bars = [];
          if (c.request) lines.push(c.request);
          if (c.from !== null) {
            for (const p of c.phases) {
              bars.push([p.name === "wait" ? "await" : p.name, p.from, p.to]);
              lines.push(p.name + " " + time(p.to - p.from));
            }
            bars.push([c.verdict === "failed" ? "took red" : "took", c.from, c.to]);
            lines.push("began at " + time(c.from) + ", took " + time(c.to - c.from) + (c.reused ? ", over a connection that was open already" : ""));
          }
          return { name: c.name, bars, facts: lines, red: c.verdict === "failed", check: c };
        }

        function build() {
          const axis = make("div", "axis");
          axis.append(make("div", "label"), make("div", "lane"));
          chart.append(axis);
          const groups = [["Run", data.stages.map(stageRow)], ["Services", data.services.map(serviceRow)], ["Checks", data.checks.map(checkRow)]];
          for (const [title, list] of groups) {
            if (!list.length) continue;
            const head = make("div", "head", title + (title === "Run" ? "" : ", " + list.length));
            head.setAttribute("role", "presentation");
            chart.append(head);
            for (const row of list) {
              row.element = make("div", "row");
              row.element.id = "row" + rows.length;
              row.element.setAttribute("role", "option");
              row.element.setAttribute("aria-label", row.name + ": " + row.facts.join("; "));
              row.label = make("div", "label" + (row.red ? " red" : "") + (row.critical ? " critical" : ""), row.name);
              row.label.title = row.name;
              row.lane = make("div", "lane");
              row.element.append(row.label, row.lane);
              const place = rows.length;
              row.element.addEventListener("click", () => pick(place === picked ? -1 : place));
              chart.append(row.element);
              rows.push(row);
            }
          }
          const svg = document.createElementNS(svgName, "svg");
          svg.setAttribute("aria-hidden", "true");
          chart.append(svg);
          for (const id of ["chart", "tools", "legend"]) document.getElementById(id).hidden = false;
        }

        const share = ms => (ms - view[0]) / (view[1] - view[0]);
        function draw() {
          for (const row of rows) {
            if (row.element.hidden) continue;
            row.lane.replaceChildren(...row.bars.flatMap(([name, from, to]) => {
              const left = Math.max(share(from), -0.01), right = Math.min(share(to), 1.01);
              if (right < 0 || left > 1) return [];
              const bar = make("div", "bar " + name);
              bar.style.left = left * 100 + "%";
              bar.style.width = Math.max(right - left, 0) * 100 + "%";
              return [bar];
            }));
          }
          drawAxis();
          drawArrows();
          for (const button of document.querySelectorAll("[data-view]")) {
            const wanted = views[button.dataset.view];
            button.setAttribute("aria-pressed", wanted[0] === view[0] && wanted[1] === view[1]);
          }
        }
        function drawAxis() {
          const lane = chart.querySelector(".axis .lane"), span = view[1] - view[0];
          const raw = span / Math.max(2, lane.clientWidth / 110), ten = 10 ** Math.floor(Math.log10(raw));
          const step = [1, 2, 5, 10].map(f => f * ten).find(s => s >= raw);
          const marks = [];
          for (let n = Math.ceil(view[0] / step); share(n * step) * lane.clientWidth < lane.clientWidth - 55; n++) {
            const mark = make("b", "", time(Math.abs(n * step)).replace(/^0\.000 ms$/, "0"));
            mark.style.left = share(n * step) * 100 + "%";
            marks.push(mark);
          }
          lane.replaceChildren(...marks);
        }
        // From where a need was met to the start that waited for it.
        function drawArrows() {
          const svg = chart.querySelector("svg"), lane = chart.querySelector(".axis .lane");
          const width = lane.clientWidth, services = rows.filter(r => r.service);
          svg.setAttribute("width", width);
          svg.setAttribute("height", chart.clientHeight);
          const few = services.filter(r => !r.element.hidden).length <= 60, paths = [];
          for (const row of services) {
            const start = row.service.lives[0];
            if (row.element.hidden || !start) continue;
            for (const need of row.service.needs) {
              const other = services[need.place];
              if (need.met === null || !other || other.element.hidden || need.met > start.start) continue;
              const chosen = rows[picked] === row || rows[picked] === other;
              const critical = row.service.cause === need.place;
              if (!few && !chosen && !critical) continue;
              const x1 = share(need.met) * width, x2 = share(start.start) * width;
              if (x2 < 0 || x1 > width) continue;
              const y1 = other.element.offsetTop + 11, y2 = row.element.offsetTop + 11, down = y2 > y1 ? 1 : -1;
              const path = document.createElementNS(svgName, "path"), near = x2 - x1 < 8;
              const tip = near ? [x2, y2 - 7 * down] : [x2 - 1, y2];
              const barb = near ? `M${tip[0] - 3} ${tip[1] - 5 * down}L${tip[0]} ${tip[1]}L${tip[0] + 3} ${tip[1] - 5 * down}` : `M${tip[0] - 5} ${tip[1] - 3}L${tip[0]} ${tip[1]}L${tip[0] - 5} ${tip[1] + 3}`;
              path.setAttribute("d", (near ? `M${x2} ${y1 + 6 * down}V${tip[1]}` : `M${x1} ${y1 + 6 * down}V${y2}H${tip[0]}`) + barb);
              path.setAttribute("class", chosen ? "picked" : critical ? "critical" : "");
              paths.push(path);
            }
          }
          svg.replaceChildren(...paths);
        }

        function pick(place) {
          if (rows[picked]) rows[picked].element.setAttribute("aria-selected", "false");
          picked = place;
          const row = rows[place];
          facts.hidden = !row;
          if (row) {
            row.element.setAttribute("aria-selected", "true");
            chart.setAttribute("aria-activedescendant", row.element.id);
            const list = make("ul");
            list.append(...row.facts.map(text => make("li", "", text)));
            facts.replaceChildren(make("h2", "", row.name + (row.critical ? " (on the critical path)" : "")), list);
            row.element.scrollIntoView({ block: "nearest" });
          } else {
            chart.removeAttribute("aria-activedescendant");
          }
          drawArrows();
        }
        function step(by) {
          let place = picked < 0 ? (by > 0 ? -1 : rows.length) : picked;
          do place += by; while (rows[place] && rows[place].element.hidden);
          if (rows[place]) pick(place);
        }
        function show(from, to) {
          const span = Math.min(Math.max(to - from, 0.01), end);
          const left = Math.min(Math.max(from, 0), end - span);
          view = [left, left + span];
          requestAnimationFrame(draw);
        }
        function zoom(factor, at) {
          const middle = at ?? (view[0] + view[1]) / 2;
          show(middle - (middle - view[0]) * factor, middle + (view[1] - middle) * factor);
        }
        function see(name) { view = views[name].slice(); requestAnimationFrame(draw); }
        function filter() {
          const words = document.getElementById("filter").value.toLowerCase(), path = document.getElementById("path").checked;
          for (const row of rows) row.element.hidden = !row.name.toLowerCase().includes(words) || (path && row.service !== undefined && !row.critical);
          requestAnimationFrame(draw);
        }

        build();
        document.getElementById("filter").addEventListener("input", filter);
        document.getElementById("path").addEventListener("change", filter);
        for (const b of document.querySelectorAll("[data-view]")) b.addEventListener("click", () => see(b.dataset.view));
        for (const b of document.querySelectorAll("[data-zoom]")) b.addEventListener("click", () => zoom(Number(b.dataset.zoom)));
        chart.addEventListener("wheel", event => {
          const lane = chart.querySelector(".axis .lane").getBoundingClientRect(), span = view[1] - view[0];
          if (event.ctrlKey) zoom(event.deltaY > 0 ? 1.25 : 0.8, view[0] + (event.clientX - lane.left) / lane.width * span);
          else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) show(view[0] + (event.deltaX || event.deltaY) / lane.width * span, view[1] + (event.deltaX || event.deltaY) / lane.width * span);
          else return;
          event.preventDefault();
        }, { passive: false });
        document.addEventListener("keydown", event => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const typing = event.target.matches("input[type=search]"), span = view[1] - view[0];
          if (event.key === "Escape") { if (typing) { event.target.value = ""; filter(); } pick(-1); return chart.focus(); }
          if (typing) return;
          const keys = {
            ArrowDown: () => step(1), ArrowUp: () => step(-1), "+": () => zoom(0.5), "=": () => zoom(0.5), "-": () => zoom(2),
            ArrowLeft: () => show(view[0] - span / 5, view[1] - span / 5), ArrowRight: () => show(view[0] + span / 5, view[1] + span / 5),
            s: () => see("start"), c: () => see("checks"), a: () => see("all"), "/": () => document.getElementById("filter").focus(),
          };
          if (keys[event.key]) { keys[event.key](); event.preventDefault(); }
        });
        new ResizeObserver(() => requestAnimationFrame(draw)).observe(chart);
        addEventListener("beforeprint", () => { document.getElementById("table").open = true; });
        const busy = (stage("checks") || stage("services") || { to: end }).to;
        if (end > busy * 3) show(0, busy * 1.03); else see("all");
        """#
}
