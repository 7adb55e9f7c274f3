/** How a comparison looks. Neither `<` nor `&` may stand in here (see `verbatim`). */
export const speedStyle = `
.verdict { display: flex; gap: .5rem .9rem; align-items: baseline; flex-wrap: wrap; } .verdict .said { flex: 1 1 18rem; margin: 0; }
.decision { flex: none; font-weight: 700; border: 2px solid currentColor; border-radius: 6px; padding: .1rem .6rem; white-space: nowrap; }
.decision.failed { color: var(--page); background: var(--failed); border-color: var(--failed); } .decision.passed { color: var(--passed); } .decision.cantTell { color: var(--cantTell); border-style: dashed; }
.speed .why { margin: 1rem 0; } .speed .why p { margin: .25rem 0; } .note { white-space: pre-wrap; }
.rows th[scope=row] { font-weight: 600; min-width: 7rem; } .rows td { white-space: nowrap; font-variant-numeric: tabular-nums; } .rows .watched th[scope=row] { font-weight: 400; }
.rows .figures { text-align: right; padding-left: .6rem; } .rows thead th { overflow-wrap: normal; } .narrow { display: block; max-width: calc(100vw - 1.8rem); white-space: normal; } .rows thead .figures { white-space: normal; }
.rows .part th { color: var(--soft); font-size: .8rem; padding-top: .9rem; font-weight: 600; }
.against-zero { stroke: var(--ink); stroke-width: 1.2; opacity: .7; }
.band { fill: var(--s1); opacity: .2; } .estimate { fill: none; stroke: var(--s1); stroke-width: 2.2; stroke-linejoin: round; }
.dots { fill: none; stroke: var(--s1); stroke-width: 4; stroke-linecap: round; } .dots.control { stroke: var(--soft); stroke-width: 3; opacity: .55; }
.beyond { fill: none; stroke: var(--s1); stroke-width: 1.6; } .beyond.control { stroke: var(--soft); opacity: .7; }
.limit.margin { stroke-width: 2.4; } .look { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3; } .look.last { stroke: var(--ink); stroke-width: 1.4; stroke-dasharray: none; }
.sides { margin: .5rem 0; } .sides h4 { margin: .5rem 0 0; font-size: .9rem; } .sides ul { margin: .25rem 0; padding-left: 1.25rem; font-size: .9rem; }
@media (max-width: 40rem) { .rows { font-size: .8rem; } .rows :is(th, td) { padding-right: .3rem; } .rows .figures { padding-left: .3rem; } .rows .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } .rows th[scope=row] { min-width: 5rem; } }
`;
