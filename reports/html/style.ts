import { loadStyle } from './style/load.ts';
import { speedStyle } from './style/speed.ts';

/** Neither `<` nor `&` may stand in here (see `verbatim`). Colours are variables, so that charts turn dark too. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #fbfbf9; --paper: #ffffff; --ink: #1d2125; --soft: #59616a; --rule: #dfe1dc; --code: #f1f2ee; --link: #1a5a9c;
  --failed: #b3231b; --waived: #7a3f6d; --warned: #8a5600; --cantTell: #6a4aa5; --untested: #59616a; --passed: #1c6e3d; --inapplicable: #59616a;
  --s0: #0b6cad; --s1: #c2500a; --s2: #0d8a66; --s3: #a8548a; --s4: #6d6a00; --s5: #4b4f9e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15181b; --paper: #1b1f23; --ink: #e6e7e4; --soft: #a2aab2; --rule: #343a40; --code: #23282d; --link: #86bdf0;
    --failed: #ff8a7d; --waived: #e3a5d4; --warned: #f0b94f; --cantTell: #bda4f0; --untested: #a2aab2; --passed: #77cf99; --inapplicable: #a2aab2;
    --s0: #62b5ee; --s1: #f59a5b; --s2: #4fcfa6; --s3: #e79dcc; --s4: #d6cf57; --s5: #a5a9f2;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1.25rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; font-weight: 650; margin: 0; text-wrap: pretty; }
h2 { font-size: 1.2rem; margin: 2.75rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
.label { font-size: .8rem; font-weight: 600; color: var(--soft); margin: .75rem 0 .25rem; }
p, ul { margin: .5rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .85em; }
pre { background: var(--code); border-radius: 6px; padding: .6rem .75rem; margin: 0; white-space: pre-wrap; line-height: 1.45; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .25rem .5rem; }
.where, .lead, .sums, .facts dt { color: var(--soft); font-size: .875rem; }
.brand { margin: 0 0 .75rem; color: var(--soft); font-weight: 600; }
.answer { display: flex; gap: 1rem; align-items: flex-start; }
.badge { flex: none; width: 2.75rem; height: 2.75rem; display: grid; place-items: center; font-size: 1.5rem; font-weight: 700; border-radius: 50%; color: var(--page); background: var(--passed); }
.failed .badge { background: var(--failed); border-radius: 8px; }
.inconclusive .badge { background: none; color: var(--cantTell); border: 3px dashed currentColor; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13.5rem, 45%), 1fr)); gap: .6rem 1.25rem; margin: 1.25rem 0 0; }
.facts dd { margin: 0; } .facts .wide { grid-column: span 2; }
.counts li { display: flex; align-items: center; gap: .4rem; }
.counts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; list-style: none; margin: 1.5rem 0 .5rem; padding: 0; }
.counts strong { font-size: 1.15rem; font-variant-numeric: tabular-nums; }
.bar { display: block; width: 100%; height: .6rem; border-radius: 4px; }
.bar .failed { fill: var(--failed); } .bar .waived { fill: var(--waived); } .bar .warned { fill: var(--warned); } .bar .cantTell { fill: var(--cantTell); }
.bar .untested { fill: var(--soft); opacity: .55; } .bar .passed { fill: var(--passed); } .bar .inapplicable { fill: var(--rule); }
.why { border-left: 4px dashed var(--cantTell); padding: .1rem 0 .1rem 1rem; margin-top: 1.5rem; }
.why h2 { border: 0; margin: 0; padding: 0; font-size: 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 1.5rem 0 0; }
nav a { display: inline-block; padding: .25rem 0; }
.sign { display: inline-grid; place-items: center; flex: none; width: 1.35em; height: 1.35em; border-radius: 50%; font-size: .85rem; line-height: 1; font-weight: 700; border: 1.5px solid currentColor; vertical-align: -.1em; }
.sign.failed { color: var(--page); background: var(--failed); border-color: var(--failed); border-radius: 3px; }
.sign.warned { color: var(--warned); border-radius: 3px; } .sign.waived { color: var(--waived); border-radius: 3px; border-style: double; border-width: 3px; } .sign.passed { color: var(--passed); }
.sign.cantTell { color: var(--cantTell); border-style: dashed; } .sign.untested { color: var(--untested); border-style: dotted; }
.sign.inapplicable { color: var(--inapplicable); border-color: transparent; }
.chips { display: inline-flex; flex-wrap: wrap; gap: .15rem .6rem; font-size: .8rem; }
.chip { color: var(--soft); white-space: nowrap; }
.chip.failed { color: var(--failed); font-weight: 600; } .chip.warned { color: var(--warned); } .chip.waived { color: var(--waived); } .chip.cantTell { color: var(--cantTell); }
.chip.passed > span { color: var(--passed); } .chip.differ { color: var(--ink); font-weight: 600; }
.level { font-size: .75rem; border: 1px solid var(--rule); border-radius: 99px; padding: .05rem .5rem; color: var(--soft); white-space: nowrap; }
summary { cursor: pointer; padding: .3rem 0; }
.card > summary, .case > summary, .gap > summary, .group > summary { display: flex; gap: .3rem .6rem; align-items: baseline; flex-wrap: wrap; list-style: none; }
.card > summary > .title, .case > summary > .title, .gap > summary > .title { flex: 1 1 12rem; }
summary::-webkit-details-marker { display: none; }
.card > summary::after, .case > summary::after, .gap > summary::after, .group > summary::after { content: "+"; color: var(--soft); width: 1ch; text-align: center; margin-left: auto; }
.card[open] > summary::after, .case[open] > summary::after, .gap[open] > summary::after, .group[open] > summary::after { content: "\\2212"; }
.exchange > summary { list-style: revert; font-size: .875rem; color: var(--soft); }
.card { background: var(--paper); border: 1px solid var(--rule); border-left: 4px solid var(--failed); border-radius: 6px; padding: .4rem 1rem; margin: .75rem 0; }
.card.warned { border-left-color: var(--warned); } .card.waived { border-left-color: var(--waived); } .card.passed { border-left-color: var(--passed); } .card.untested { border-left-color: var(--soft); }
.waiver { border-left: 3px double var(--waived); padding-left: .75rem; } .waiver::first-letter { text-transform: uppercase; }
.waivers { list-style: none; padding: 0; } .waivers li { display: flex; gap: .6rem; align-items: baseline; margin: .4rem 0; } .lapsed { color: var(--failed); font-weight: 600; }
.card > summary .title, .group > summary .title { font-weight: 600; }
.card[open] { padding-bottom: 1rem; }
figure { margin: .75rem 0; }
blockquote { margin: .35rem 0; padding: .1rem 0 .1rem .9rem; border-left: 3px solid var(--rule); font-style: italic; }
.card figcaption { font-weight: 600; } .card figcaption .level { font-weight: 400; }
.card .where, .came { margin: .35rem 0; }
.disagrees { border-left: 3px double var(--cantTell); padding-left: .75rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 0 1rem; }
.bar-line { display: flex; justify-content: space-between; align-items: end; gap: 1rem; margin-bottom: .25rem; } .bar-line .label { margin-bottom: 0; }
button { font: inherit; font-size: .8rem; color: var(--ink); background: var(--paper); border: 1px solid var(--rule); border-radius: 5px; padding: .15rem .6rem; cursor: pointer; min-width: 4rem; }
.group { border-top: 1px solid var(--rule); padding: .15rem 0; } .group > summary { padding: .5rem 0; }
.case { border-top: 1px solid var(--rule); padding: 0 0 0 .5rem; } .case[open] { padding-bottom: .75rem; }
.gap { border-top: 1px solid var(--rule); }
.verdicts, .notes, .plain, .gap ul { font-size: .9rem; padding-left: 1.25rem; }
#filter { position: sticky; top: 0; z-index: 1; background: var(--page); padding: .5rem 0; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
#filter[hidden], [hidden] { display: none; }
#filter input[type=search] { font: inherit; padding: .3rem .6rem; border: 1px solid var(--rule); border-radius: 6px; background: var(--paper); color: var(--ink); width: min(18rem, 70vw); }
fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; } .toggle { font-size: .9rem; white-space: nowrap; display: inline-flex; align-items: center; gap: .3rem; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; overflow-wrap: anywhere; }
caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--rule); }
thead th { color: var(--soft); font-weight: 600; font-size: .8rem; white-space: nowrap; }
.numbers { width: auto; font-variant-numeric: tabular-nums; overflow-wrap: normal; } .numbers td, .numbers thead th:not(:first-child) { text-align: right; padding-left: 1rem; white-space: nowrap; }
.clauses td:last-child, .clauses td:nth-child(3) { white-space: nowrap; }
.matrix th[scope=row] { position: sticky; left: 0; background: var(--page); font-weight: 400; min-width: 11rem; overflow-wrap: anywhere; }
.matrix thead tr:first-child th:not(:first-child) { text-align: center; } .matrix thead tr:last-child th { text-align: right; padding-left: 1rem; } .matrix .sign { font-size: .7rem; }
.mark { color: var(--soft); display: inline-block; min-width: 1.1em; text-align: center; } .mark.undecided { color: var(--cantTell); font-weight: 700; }
.mark.no-case { color: var(--page); background: var(--warned); border-radius: 3px; font-weight: 700; }
.hole { color: var(--cantTell); font-size: .875rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; font-size: .9rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1rem 2rem; }
.chart { margin: 0; } .chart figcaption { font-size: .9rem; font-weight: 600; }
.chart svg { width: 100%; max-width: 36rem; height: auto; display: block; }
.axis line { stroke: var(--rule); } .axis text { fill: var(--soft); font-size: 13px; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
${[0, 1, 2, 3, 4, 5].map((i) => `.line.s${i} { stroke: var(--s${i}); }`).join('\n')}
.line.s1 { stroke-dasharray: 7 3; } .line.s2 { stroke-dasharray: 2 3; } .line.s3 { stroke-dasharray: 9 3 2 3; } .line.s4 { stroke-dasharray: 12 3; } .line.s5 { stroke-dasharray: 4 4; }
.load-findings { border-left: 4px solid var(--failed); padding-left: 1.5rem; }
.not-valid { border: 2px dashed var(--failed); border-radius: 6px; padding: .25rem 1rem; color: var(--failed); }
.invalid table, .invalid .charts, .invalid .legend { opacity: .7; filter: grayscale(1); }
.invalid .chart figcaption::after { content: " (not valid)"; color: var(--failed); }
.invalid caption::after { content: " (not valid)"; }
${loadStyle}${speedStyle}footer { margin-top: 3rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: .875rem; }
@media (max-width: 40rem) { body { padding: 1rem .9rem 3rem; } h1 { font-size: 1.25rem; } .badge { width: 2.25rem; height: 2.25rem; font-size: 1.2rem; } .card { padding: .4rem .7rem; } #filter { position: static; } .pointer { display: none; } }
@media print { body { max-width: none; font-size: 10pt; } nav, #filter, .copy, .skip { display: none; } h2, h3, .card > summary { break-after: avoid; } .chart, .pair, figure { break-inside: avoid; } .charts { grid-template-columns: 1fr 1fr; } .badge, .sign, .bar, .line { print-color-adjust: exact; } summary::after { content: none; } }
`;
