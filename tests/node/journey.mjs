// A newcomer's first hour in a real browser: node journey.mjs ADDRESS FIRST_START_LINK STOA_CLI SAMPLES PICTURES
// Defines a workload, uploads what there is, answers, plans, saves a milestone, pushes what was built since, compares, and takes the
// report home. Each page is looked at by axe-core, at the size of a laptop and of a phone, light and dark, and a picture of it is kept.
// Prints a line of JSON for each step and ends with 1 when one did not go as it should.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [address, link, cli, samples, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true, bypassCSP: false });
const page = await context.newPage();
page.setDefaultTimeout(60_000);
const complaints = [];
page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
page.on('pageerror', (error) => complaints.push(String(error)));
let workload;

async function step(name, action) {
  const problems = [];
  try {
    const found = await action();
    if (Array.isArray(found)) problems.push(...found);
  } catch (error) {
    problems.push(String(error).slice(0, 600));
    await page.screenshot({ path: join(pictures, `failed-${name.replace(/\W+/g, '-')}.png`) });
  }
  problems.push(...complaints.splice(0));
  console.log(JSON.stringify({ step: name, ok: problems.length === 0, problems }));
  if (problems.length > 0) process.exitCode = 1;
  return problems.length === 0;
}

/** Waits until the page answers: its scripts have run and the circuit stands. */
async function open(path) {
  await page.goto(new URL(path, address).href);
  await page.waitForFunction(() => document.querySelector('h1') !== null && window.Blazor !== undefined);
  await page.waitForFunction(() => document.querySelectorAll('.skeleton').length === 0);
  await page.waitForTimeout(700);
}

async function look(name) {
  const found = [];
  for (const [size, width, height] of [['laptop', 1440, 900], ['phone', 390, 844]]) {
    for (const scheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(pictures, `${name}-${size}-${scheme}.png`) });
      // Evaluated by the browser's own debugger, so the page's policy against foreign scripts stays as it is.
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      for (const violation of violations) {
        found.push(`${name} (${size}, ${scheme}): ${violation.id}: ${violation.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`);
      }
      if (size === 'phone' && await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)) {
        found.push(`${name} (${size}, ${scheme}): wider than the screen`);
      }
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

await step('creates the administrator by the one-time link', async () => {
  await page.goto(link);
  for (const [name, value] of [['account', 'Newcomers'], ['name', 'Nora Newcomer'], ['email', 'nora@example.org'], ['password', 'correct horse battery'], ['repeated', 'correct horse battery']]) {
    await page.locator(`input[name="${name}"]`).fill(value);
  }
  await page.getByRole('button').first().click();
  await page.waitForURL(address);
});

await step('finds an empty portfolio that says what to do', async () => {
  await open('/');
  return look('portfolio-empty');
});

await step('defines a workload from its files', async () => {
  await open('/workloads/new');
  const problems = await look('define');
  await page.getByRole('button', { name: 'From files' }).click();
  const archive = join(tmpdir(), `naive-${process.pid}.tar.gz`);
  execFileSync('tar', ['-czf', archive, '-C', join(samples, 'three-tier-web', 'naive'), '.']);
  await page.locator('input[type=file]').setInputFiles(archive);
  await page.getByLabel('Name', { exact: true }).fill('Orders');
  await page.getByLabel('Description').fill('Takes orders');
  await page.getByRole('button', { name: 'Define the workload' }).click();
  await page.waitForURL(/\/workloads\/[0-9a-f]{32}/);
  [workload] = /\/workloads\/[0-9a-f]{32}/.exec(page.url());
  return problems;
});

await step('sees scores once the upload is reviewed', async () => {
  for (let time = 0; ; time++) {
    await open(workload);
    if (await page.getByText(/% known/).count() >= 6) break;
    if (time === 30) throw new Error('no scores came');
    await page.waitForTimeout(1_000);
  }
  return look('overview');
});

await step('answers five questions', async () => {
  for (const question of ['securely-operate', 'permissions', 'fault-isolation', 'priorities', 'ops-model']) {
    await open(`${workload}/review/wellarchitected/${question}`);
    await page.locator('.answers').first().getByRole('button', { name: 'Met', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('.answers button[aria-pressed="true"]') !== null);
    await page.getByText(/saved/i).first().waitFor();
  }
  return look('review');
});

await step('plans two improvements', async () => {
  await open(workload);
  for (let time = 0; time < 2; time++) {
    const buttons = page.getByRole('button', { name: /^Plan:/ });
    const before = await buttons.count();
    await buttons.first().click();
    await page.waitForFunction((n) => document.querySelectorAll('button[aria-label^="Plan:"]').length < n, before);
  }
  await open(`${workload}/plan`);
  if (!/2 improvements/.test(await page.locator('main').innerText())) throw new Error('the plan does not show two improvements');
  return look('plan');
});

async function milestone(name) {
  await open(`${workload}/milestones`);
  await page.getByRole('button', { name: 'Save a milestone' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.locator('dialog[open] button[type=submit]').click();
  await page.locator('main table').getByText(name).first().waitFor();
}

await step('saves a milestone', () => milestone('As we found it'));

await step('pushes the rebuilt one from the command line', async () => {
  await open('/account/keys');
  await page.getByLabel('What the token is for').fill('my pipeline');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = /stoa_[A-Za-z0-9_-]+/.exec(await page.getByRole('status', { name: 'New token' }).innerText())[0];
  const problems = await look('keys');
  const output = execFileSync(cli, ['review', join(samples, 'three-tier-web', 'well-built'), '--push', address, '--workload-id', workload.split('/')[2]], {
    env: { ...process.env, STOA_TOKEN: token, NO_COLOR: '1' }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (!output.includes('Orders')) problems.push(`unexpected output: ${output.slice(0, 200)}`);
  return problems;
});

await step('sees the architecture', async () => {
  await open(`${workload}/architecture`);
  const problems = await look('architecture');
  for (const tab of ['Availability', 'Recovery', 'Defense', 'Monitoring']) {
    await page.getByRole('navigation', { name: 'Figures' }).getByRole('link', { name: tab }).click();
    await page.waitForTimeout(500);
    problems.push(...await look(`architecture-${tab.toLowerCase()}`));
  }
  return problems;
});

await step('compares the two milestones', async () => {
  await milestone('Rebuilt');
  const problems = await look('milestones');
  await open(`${workload}/compare?from=1&to=2`);
  const text = await page.locator('main').innerText();
  const [, before, after] = /(\d+) then, (\d+) later/.exec(text) ?? [];
  if (!(Number(after) > Number(before) + 50)) throw new Error(`the comparison reads: ${text.slice(0, 200)}`);
  if (!text.includes('Better')) throw new Error('nothing became better');
  return [...problems, ...await look('compare')];
});

await step('records a decision', async () => {
  await open(`${workload}/decisions/new`);
  const problems = await look('decision-new');
  await page.getByLabel('What was decided').fill('Run in three zones');
  await page.getByRole('button', { name: 'Record it' }).click();
  await page.waitForURL(/\/decisions\/1/);
  await open(`${workload}/decisions/1`);
  problems.push(...await look('decision'));
  await open(`${workload}/decisions`);
  return [...problems, ...await look('decisions')];
});

await step('takes the report home', async () => {
  await open(workload);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Report', exact: true }).click()]);
  const bytes = readFileSync(await download.path());
  if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-')) || bytes.length < 10_000) throw new Error(`the report is no PDF: ${bytes.subarray(0, 60)}`);
});

await step('looks around', async () => {
  const problems = [];
  for (const [name, path] of [['portfolio', '/'], ['lenses', '/lenses'], ['administration', '/admin'], ['settings', `${workload}/settings`]]) {
    await open(path);
    problems.push(...await look(name));
  }
  return problems;
});

await browser.close();
