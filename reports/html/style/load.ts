/** How a load looks. Neither `<` nor `&` may stand in here (see `verbatim`). */
export const loadStyle = `
:root { --h1: #b5d0e6; --h2: #8bb6da; --h3: #5b96c6; --h4: #2f72aa; --h5: #124a7d; --lost: #b9bdb6; }
@media (prefers-color-scheme: dark) { :root { --h1: #264a67; --h2: #2c6390; --h3: #357eb6; --h4: #4699d6; --h5: #70b8ee; --lost: #596069; } }
.uncounted { border-left: 4px dotted var(--soft); padding-left: 1.5rem; }
.said { font-size: 1.05rem; text-wrap: pretty; }
.beside { display: block; color: var(--soft); font-size: .75rem; font-weight: 400; }
.objectives th[scope=row] { font-weight: 600; width: 100%; } .objectives td { white-space: nowrap; padding-left: 1rem; }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 2.5rem; align-items: start; }
.numbers th[scope=row] { font-weight: 600; white-space: nowrap; } .load .numbers .followed { white-space: normal; text-align: left; padding: 0 0 .4rem; color: var(--soft); } .numbers tr:has(+ tr .followed) :is(th, td) { border-bottom: 0; padding-bottom: 0; }
.pairs { margin: .5rem 0; font-size: .875rem; } .pairs div { display: grid; grid-template-columns: minmax(8rem, 18rem) 1fr; gap: 1rem; padding: .2rem 0; border-bottom: 1px solid var(--rule); } .pairs dt { color: var(--soft); } .pairs dd { margin: 0; }
.generator { font-size: .9rem; margin: 1rem 0; }
.legend li { display: flex; align-items: center; gap: .4rem; } .legend + .charts { margin-top: .75rem; }
.warm-up { fill: var(--soft); opacity: .16; }
.heat path { stroke-width: 1.04; fill: none; } ${[1, 2, 3, 4, 5].map((i) => `.h${i} { stroke: var(--h${i}); }`).join(' ')}
.halo { fill: none; stroke: var(--page); stroke-width: 4; opacity: .75; stroke-linejoin: round; }
.over { fill: none; stroke: var(--ink); stroke-width: 1.6; stroke-linejoin: round; } .over.p50 { stroke-width: 2.4; } .over.p95, .over.p90 { stroke-dasharray: 5 2.5; } .over.p99 { stroke-width: 1.2; } .over.due { stroke-width: 2; stroke-dasharray: 2 2.5; }
.end { fill: var(--ink); font-size: 12px; }
.layer.right { fill: var(--h3); } .layer.wrong { fill: var(--failed); } .layer.dropped { fill: var(--lost); }
.knee { stroke: var(--passed); stroke-width: 2; stroke-dasharray: 6 3; } .limit { stroke: var(--warned); stroke-width: 1.2; }
.mark-met { fill: var(--passed); } .mark-failed { stroke: var(--failed); stroke-width: 2.2; fill: none; }
.load .numbers { min-width: 26rem; }
@media (max-width: 40rem) { .load .numbers td, .load .numbers th { padding-left: .45rem; padding-right: 0; } .load .numbers th:first-child, .load .numbers .followed { padding-left: 0; } .load .stages { font-size: .75rem; } .stages thead th { font-size: .7rem; } .stages tr :nth-child(7) { display: none; } .load .numbers { font-size: .8rem; min-width: 100%; } .beside { font-size: .7rem; } .objectives td { padding-left: .5rem; } .pairs div { grid-template-columns: 1fr; gap: 0; } }
`;
