extension TimelinePage {
    static let style = """
        :root {
          --paper: #fff; --ink: #1b1f24; --soft: #59636e; --line: #d8dee4; --band: #f4f6f8; --pick: #dbeafe;
          --wait: #8b949e; --coming: #3b82c4; --probing: #8a63d2; --ready: #a8dab5; --stopping: #b6bdc5; --failed: #d1242f;
          --path: #d9730d; --lookup: #8b949e; --connect: #2a9d8f; --handshake: #8a63d2; --await: #e0a526; --receive: #57ab5a;
          --label: clamp(9rem, 24vw, 22rem);
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #15181c; --ink: #e2e6ea; --soft: #9aa4ae; --line: #2f353c; --band: #1d2126; --pick: #1f3350;
            --wait: #7d8590; --coming: #5b9fe0; --probing: #a98be6; --ready: #2f6b43; --stopping: #59636e; --failed: #f47067;
            --path: #f0a04b; --lookup: #7d8590; --connect: #3fb8a8; --handshake: #a98be6; --await: #d9a938; --receive: #6bc46d;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem 1.25rem; background: var(--paper); color: var(--ink); font: 14px/1.45 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 1.35rem; overflow-wrap: anywhere; }
        header p { margin: .2rem 0 .6rem; color: var(--soft); }
        header ul { margin: 0 0 .6rem; padding-left: 1.2rem; color: var(--failed); overflow-wrap: anywhere; }
        [hidden] { display: none !important; }
        #tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin-bottom: .4rem; }
        #tools button { font: inherit; color: inherit; background: var(--band); border: 1px solid var(--line); padding: .15rem .7rem; cursor: pointer; }
        #tools button[aria-pressed=true] { background: var(--pick); }
        #tools input[type=search] { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); padding: .15rem .5rem; }
        .keys { color: var(--soft); font-size: .85em; }
        #legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: 0 0 .6rem; color: var(--soft); font-size: .9em; }
        #legend i { display: inline-block; width: 1.4rem; height: .7rem; margin: 0 .35rem 0 0; vertical-align: -1px; border-radius: 2px; }
        #legend .check i:not(:first-child) { margin-left: .7rem; }
        #chart { position: relative; border: 1px solid var(--line); }
        #chart:focus-visible, #tools :focus-visible, summary:focus-visible { outline: 2px solid var(--coming); outline-offset: 1px; }
        .axis { position: sticky; top: 0; z-index: 3; display: flex; height: 24px; background: var(--paper); border-bottom: 1px solid var(--line); }
        .axis .lane { overflow: visible; }
        .axis b { position: absolute; top: 3px; padding-left: 4px; border-left: 1px solid var(--line); font-weight: normal; font-size: .85em; color: var(--soft); white-space: nowrap; height: 21px; }
        .head { height: 24px; padding: 3px .6rem; background: var(--band); font-weight: 600; font-size: .9em; color: var(--soft); border-top: 1px solid var(--line); }
        .row { display: flex; height: 22px; cursor: default; }
        .row:hover { background: var(--band); }
        .row[aria-selected=true] { background: var(--pick); }
        .label { flex: none; width: var(--label); padding: 0 .6rem; line-height: 22px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; border-right: 1px solid var(--line); }
        .label.red { color: var(--failed); }
        .label.critical::before { content: "\\25C6  "; color: var(--path); }
        .lane { position: relative; flex: 1; min-width: 0; overflow: hidden; }
        .bar { position: absolute; top: 5px; height: 12px; min-width: 1px; }
        .row .coming, #legend .coming { background: var(--coming); }
        .row .probing, #legend .probing { background: var(--probing); }
        .row .ready, #legend .ready { background: var(--ready); }
        .row .stopping, #legend .stopping { background: var(--stopping); }
        .row .failed, #legend .failed { background: var(--failed); }
        .row .failed { min-width: 3px; top: 2px; height: 18px; }
        .row .wait, #legend .wait { background: none; border-bottom: 2px dotted var(--wait); }
        .row .wait { height: 7px; }
        .row .maybe, #legend .maybe { background: repeating-linear-gradient(115deg, var(--coming) 0 3px, var(--ready) 3px 6px); }
        #legend .critical { border-bottom: 3px solid var(--path); }
        .row .bar.critical { top: 16px; height: 3px; background: var(--path); }
        .lookup { background: var(--lookup); } .connect { background: var(--connect); } .handshake { background: var(--handshake); }
        .await { background: var(--await); } .receive { background: var(--receive); }
        .row .took { background: none; border: 1px solid var(--soft); border-radius: 2px; }
        .row .took.red { border-color: var(--failed); border-width: 2px; }
        .row .stage { background: var(--coming); opacity: .75; }
        #chart svg { position: absolute; left: var(--label); top: 0; pointer-events: none; overflow: hidden; z-index: 2; }
        #chart path { fill: none; stroke: var(--wait); stroke-width: 1; opacity: .7; }
        #chart path.critical { stroke: var(--path); stroke-width: 1.5; opacity: 1; }
        #chart path.picked { stroke: var(--ink); stroke-width: 1.5; opacity: 1; }
        #facts { position: sticky; bottom: 0; z-index: 4; padding: .5rem .8rem; background: var(--paper); border: 1px solid var(--line); border-top: 2px solid var(--coming); max-height: 40vh; overflow: auto; overflow-wrap: anywhere; }
        #facts h2 { margin: 0 0 .2rem; font-size: 1rem; }
        #facts ul { margin: 0; padding-left: 1.1rem; }
        details { margin-top: 1rem; }
        summary { cursor: pointer; }
        table { border-collapse: collapse; margin-top: .8rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding: .2rem 0; }
        th, td { padding: .15rem .7rem .15rem 0; border-bottom: 1px solid var(--line); text-align: left; font-weight: normal; vertical-align: top; overflow-wrap: anywhere; }
        thead th { color: var(--soft); }
        @media (max-width: 700px) { .keys { display: none; } }
        @media print {
          :root { --paper: #fff; --ink: #000; }
          body { padding: 0; font-size: 10px; }
          #tools, #facts, summary { display: none !important; }
          .axis { position: static; }
          .row, tr { break-inside: avoid; }
          .bar, i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """
}
