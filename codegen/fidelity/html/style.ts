/** The page's own style; colours follow the reader's scheme. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d5dae1; --soft: #f4f6f8; --good: #d8f0dd; --bad: #f8d2d0; --warn: #fbe9c0; --link: #0b57b0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e8ec; --paper: #15181c; --line: #363c44; --soft: #1d2126; --good: #1d4429; --bad: #5d2523; --warn: #54431a; --link: #8ab8f5 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 100rem; padding: 1rem; font: 15px/1.4 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
h1 { font-size: 1.5rem; margin: .3rem 0 } h2 { font-size: 1.1rem; margin: 1.2rem 0 .4rem } p { margin: .4rem 0 } a { color: var(--link) } small, .note { font-size: .8rem; opacity: .75; font-weight: 400 }
.wide { overflow-x: auto } table { border-collapse: collapse } th, td { text-align: left; vertical-align: top; padding: .2rem .5rem; border-bottom: 1px solid var(--line) }
.coverage td { font-variant-numeric: tabular-nums } .members { width: 100%; font-size: .88rem } .members td { overflow-wrap: anywhere } .members td:nth-child(3) { white-space: nowrap }
.members td:nth-child(1) { min-width: 10rem } .members td:nth-child(4) { min-width: 12rem } .members td:nth-child(5) { min-width: 14rem }
.shape th { background: var(--soft); padding-top: .5rem } code { font: .85rem ui-monospace, monospace }
td.mapped, td.folded, td.emulated { background: var(--good) } td.carried, td.dropped { background: var(--warn) } td.rejected, td.undecided { background: var(--bad) }
.find { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: .8rem; align-items: center; padding: .6rem 0; background: var(--paper); border-bottom: 1px solid var(--line) }
.find input { font: inherit; width: 20rem; max-width: 100%; padding: .2rem .4rem } .find select { font: inherit }
[hidden] { display: none }
@media (max-width: 40rem) { body { padding: .6rem } .find { position: static } }
`
