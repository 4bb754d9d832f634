// Opens the portfolio in a real browser and prints how long it took until every figure on it stood: node portfolio.mjs ADDRESS EMAIL PASSWORD TIMES
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../tests/node/package.json', import.meta.url))('playwright-core');
const [address, email, password, times] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
await page.goto(new URL('/sign-in', address).href);
await page.locator('input[name="email"]').fill(email);
await page.locator('input[name="password"]').fill(password);
await page.getByRole('button').first().click();
await page.waitForURL(address + '/');
const taken = [];
for (let time = 0; time < Number(times); time++) {
  await page.goto('about:blank');
  const started = performance.now();
  await page.goto(address + '/', { waitUntil: 'commit' });
  await page.waitForFunction(() => document.querySelectorAll('table.portfolio tbody tr').length > 5 && document.querySelectorAll('.skeleton').length === 0);
  taken.push(performance.now() - started);
}
await browser.close();
console.log(`opened ${taken.length} times, first ${taken[0].toFixed(0)} ms; then ${taken.slice(1).sort((a, b) => a - b).map((t) => t.toFixed(0)).join(' ')} ms`);
