/** The page's own style; colours follow the reader's scheme. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d5dae1; --soft: #f4f6f8; --pass: #d8f0dd; --fail: #f8d2d0; --partly: #fbe9c0; --apart: #eceff2; --link: #0b57b0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e8ec; --paper: #15181c; --line: #363c44; --soft: #1d2126; --pass: #1d4429; --fail: #5d2523; --partly: #54431a; --apart: #2a2f36; --link: #8ab8f5 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 96rem; padding: 1rem; font: 16px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
h1 { font-size: 1.5rem; margin: .3rem 0 } h2 { font-size: 1.2rem; margin: 1.6rem 0 .6rem } h3 { font-size: 1rem; margin: 1.2rem 0 .4rem }
h4, h5, h6 { font-size: .85rem; margin: .8rem 0 .3rem } h6 { margin-top: 0 }
p { margin: .3rem 0 } a { color: var(--link) } .note { font-size: .85rem; opacity: .8; overflow-wrap: anywhere }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none } .counts li { padding: .2rem .7rem; border-radius: 1rem; background: var(--apart) }
.wide { overflow-x: auto } .matrix { border-collapse: collapse; font-size: .9rem } .matrix th { text-align: left; padding: .25rem .6rem; font-weight: 600 }
.matrix td { border: 2px solid var(--paper); text-align: center; min-width: 5rem } .matrix td a { display: block; padding: .25rem .4rem; color: inherit; text-decoration: none }
.matrix tbody th { position: sticky; left: 0; background: var(--paper) }
.matrix td.pass, .counts .pass, .verdict.pass { background: var(--pass) } .matrix td.fail, .counts .fail, .verdict.fail, .verdict.unexpected-pass { background: var(--fail) }
.matrix td.partly, .counts .known, .verdict.known { background: var(--partly) } .matrix td.apart, .verdict.not-claimed, .verdict.not-measured { background: var(--apart) }
.case { border: 1px solid var(--line); border-radius: .4rem; margin: .3rem 0 } .case > summary { cursor: pointer; padding: .4rem .6rem } .inside { padding: 0 .6rem .6rem }
.verdict { display: inline-block; min-width: 4.5rem; text-align: center; border-radius: .3rem; padding: 0 .4rem; font-size: .85rem } .level { opacity: .7; font-size: .85rem }
pre { margin: 0; padding: .5rem; background: var(--soft); border-radius: .3rem; overflow: auto; max-height: 26rem; font: 12px/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
.panes { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .6rem } .sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .6rem }
.findings { padding-left: 1.2rem } .filter { display: block; margin: .4rem 0 } .curl summary, .pane summary { cursor: pointer; font-size: .85rem; opacity: .8 }
body:has(#only-failures:checked) :is(.case.pass, .case.not-claimed, section.good) { display: none }
@media (max-width: 60rem) { .panes { grid-template-columns: repeat(2, minmax(0, 1fr)) } }
@media (max-width: 40rem) { body { padding: .6rem } .panes, .sides { grid-template-columns: minmax(0, 1fr) } .matrix td { min-width: 3.6rem } .matrix thead th { font-size: .75rem } }
`
