/** Hides the rows that do not hold every word of the query, and shapes without a row left; all of a shape stays whose name holds them. A word with a slash is looked for in the cases too. */
export const script = `
const [query, part, fate, cover, count] = ['query', 'part', 'fate', 'cover', 'count'].map((id) => document.getElementById(id))
const shapes = [...document.querySelectorAll('table.members tbody')].map((body) => ({
  body, part: body.dataset.part, name: body.dataset.name,
  rows: [...body.querySelectorAll('tr:not(.shape)')].map((row) => ({ row, text: [0, 1, 2, 3].map((at) => row.cells[at].textContent).join(' ').toLowerCase(), cases: row.cells[4].textContent, fate: row.dataset.fate, cover: row.dataset.cover })),
}))
function find() {
  const words = query.value.toLowerCase().split(/\\s+/).filter((word) => word !== '')
  let shown = 0
  for (const { body, part: of, name, rows } of shapes) {
    let some = false
    for (const { row, text, cases, fate: is, cover: by } of rows) {
      const fits = (part.value === '' || part.value === of) && (fate.value === '' || fate.value === is) &&
        (cover.value === '' || cover.value === by || (cover.value === 'caseless' && by === 'none')) && words.every((word) => name.includes(word) || text.includes(word) || (word.includes('/') && cases.includes(word)))
      row.hidden = !fits
      if (fits) { some = true; shown += 1 }
    }
    body.hidden = !some
  }
  count.textContent = shown + ' members'
}
for (const input of [query, part, fate, cover]) input.addEventListener('input', find)
query.form.addEventListener('submit', (event) => event.preventDefault())
query.value = decodeURIComponent(location.hash.slice(1))
find()
`
