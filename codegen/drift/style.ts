/** The page's own style; colours follow the reader's scheme. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d5dae1; --soft: #f4f6f8; --break: #f8d2d0; --decide: #fbe9c0; --info: #eceff2 }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e8ec; --paper: #15181c; --line: #363c44; --soft: #1d2126; --break: #5d2523; --decide: #54431a; --info: #2a2f36 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 16px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
h1 { font-size: 1.5rem; margin: .3rem 0 } h2 { font-size: 1.2rem; margin: 1.6rem 0 .6rem } h3 { font-size: 1rem; margin: 1.2rem 0 .4rem }
ul { padding-left: 1.2rem } .note { font-size: .85rem; opacity: .8; overflow-wrap: anywhere }
.change { border: 1px solid var(--line); border-radius: .4rem; margin: .3rem 0 } .change > summary { cursor: pointer; padding: .4rem .6rem; border-radius: .4rem; overflow-wrap: anywhere }
.change.break > summary { background: var(--break) } .change.decide > summary { background: var(--decide) } .change.info > summary { background: var(--info) }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr); gap: .2rem .8rem; margin: .5rem .6rem; font-size: .9rem }
dt { opacity: .7 } dd { margin: 0; overflow-wrap: anywhere }
@media (max-width: 40rem) { body { padding: .6rem } dl { grid-template-columns: minmax(0, 1fr) } }
`
