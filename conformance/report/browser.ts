/** Behind `npm run test:browser`: looks at the HTML report of a full run in a real browser, on a desktop and on a phone. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from 'commander'
import { chromium, type Page } from 'playwright-core'
import { readCases } from '../cases.ts'
import { defaultOptions, runCases } from '../runner.ts'
import { inProcessStage } from '../stage-inprocess.ts'
import type { Target } from '../target.ts'
import { html } from './html.ts'

const { browser: executablePath, screenshots = mkdtempSync(join(tmpdir(), 'report-')) } = new Command('test:browser')
  .description('Checks the HTML report in a real browser.')
  .option('--browser <path>', 'the browser to start', process.env['CHROMIUM'] ?? '/usr/bin/chromium')
  .option('--screenshots <dir>', 'where pictures of the page go (default: a new temporary folder)')
  .parse()
  .opts<{ browser: string; screenshots?: string }>()

if (!existsSync(executablePath)) {
  console.error(`there is no browser at ${executablePath}: install Chromium, or name one with --browser`)
  process.exit(2)
}

let passed = 0
let failed = 0
mkdirSync(screenshots, { recursive: true })
const file = join(screenshots, 'report.html')
writeFileSync(file, html(await fullRun()))
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
try {
  await onDesktop(await browser.newPage({ viewport: { width: 1440, height: 900 } }))
  await onPhone(await browser.newPage({ viewport: { width: 390, height: 844 }, isMobile: true, deviceScaleFactor: 2 }))
} finally {
  await browser.close()
}
console.log(`pictures and page are in ${screenshots}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function fullRun() {
  const target = JSON.parse(readFileSync(new URL('../targets/diglot/target.json', import.meta.url), 'utf8')) as Target
  const stage = await inProcessStage()
  try {
    return await runCases(readCases(), target, stage, { ...defaultOptions, cuts: 0 })
  } finally {
    await stage.close()
  }
}

async function onDesktop(page: Page): Promise<void> {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(pathToFileURL(file).href)
  check('the page fetches nothing', asked.length === 1)
  const cells = await page.locator('.matrix td a').count()
  check('every cell of the matrix leads to its cases', cells > 0 && (await everyLinkLeads(page)))
  const first = page.locator('.case').first()
  check('a case is closed at first', !(await first.locator('.panes').first().isVisible()))
  await first.locator('summary').first().click()
  const boxes = await boxesOf(page)
  check('an open case shows four panes side by side', boxes.length === 4 && new Set(boxes.map(({ y }) => Math.round(y))).size === 1)
  await page.screenshot({ path: join(screenshots, 'desktop.png') })
  const before = await page.locator('.case:visible').count()
  await page.locator('#only-failures').check()
  check('the filter hides what passes', (await page.locator('.case.pass:visible').count()) === 0 && before > 0)
}

async function onPhone(page: Page): Promise<void> {
  await page.goto(pathToFileURL(file).href)
  const wider = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')
  check('nothing is wider than the screen', wider === false)
  await page.screenshot({ path: join(screenshots, 'phone.png') })
  await page.locator('.case summary').first().click()
  const boxes = await boxesOf(page)
  check('the panes stand below one another', boxes.length === 4 && new Set(boxes.map(({ x }) => Math.round(x))).size === 1)
  check(
    'a pane is as wide as a phone allows',
    boxes.every(({ width }) => width > 300),
  )
  check(
    'still nothing is wider than the screen',
    (await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')) === false,
  )
  await page.locator('.case').first().scrollIntoViewIfNeeded()
  await page.screenshot({ path: join(screenshots, 'phone-case.png') })
}

async function everyLinkLeads(page: Page): Promise<boolean> {
  const links = await page.locator('.matrix td a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  const ids = new Set(await page.locator('section').evaluateAll((all) => all.map(({ id }) => `#${id}`)))
  return links.every((link) => ids.has(link))
}

async function boxesOf(page: Page) {
  const panes = await page.locator('.case').first().locator('.panes').first().locator('.pane').all()
  const boxes = await Promise.all(panes.map((pane) => pane.boundingBox()))
  return boxes.flatMap((box) => (box ? [box] : []))
}

function check(what: string, holds: boolean): void {
  console.log(`${holds ? 'ok    ' : 'NOT OK'} ${what}`)
  if (holds) passed += 1
  else failed += 1
}
