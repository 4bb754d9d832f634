// A newcomer's first hour in a real browser: node journey.mjs ADDRESS FIRST_START_LINK STOA_CLI SAMPLES PICTURES
// Defines a workload, uploads what there is, answers, plans, saves a milestone, pushes what was built since, compares, and takes the
// report home; then what an owner does later: accepts a risk, publishes a lens and moves a review to its next version, ends access. Each page is looked at by axe-core, at the size of a laptop and of a phone, light and dark, and a picture of it is kept.
// Prints a line of JSON for each step and ends with 1 when one did not go as it should.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
let lens;

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
  // A script is faster than the page's own: what it chooses before the page listens is not chosen.
  for (let time = 0; await page.getByText(basename(archive)).count() === 0; time++) {
    if (time === 20) throw new Error('the chosen file is not shown');
    await page.locator('input[type=file]').setInputFiles(archive);
    await page.waitForTimeout(500);
  }
  await page.getByLabel('Name', { exact: true }).fill('Orders');
  await page.getByLabel('Description').fill('Takes orders');
  await page.getByRole('button', { name: 'Define the workload' }).click();
  await page.waitForURL(/\/workloads\/[0-9a-f]{32}/);
  [workload] = /\/workloads\/[0-9a-f]{32}/.exec(page.url());
  await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor();
  return problems;
});

await step('sees scores once the upload is reviewed', async () => {
  for (let time = 0; ; time++) {
    await open(workload);
    if (await page.getByText('No evidence yet').count() === 0 && await page.getByText(/[1-9]\d* % known/).count() >= 6) break;
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

await step('moves one improvement by its menu and accepts the risk of another', async () => {
  await open(`${workload}/plan`);
  const move = async (card, to) => {
    await card.getByRole('button', { name: /^Move:/ }).click();
    await card.getByRole('button', { name: to, exact: true }).click();
  };
  const lane = (name) => page.getByRole('region', { name: new RegExp(`^${name}`) }).locator('.card');
  await move(lane('To do').first(), 'Doing');
  await lane('Doing').first().waitFor();
  await move(lane('To do').first(), 'Risk accepted…');
  await page.getByLabel('Why', { exact: true }).fill('The merger replaces it in spring');
  const problems = await look('plan-accept');
  await page.locator('dialog[open] button[type=submit]').click();
  await lane('Risk accepted').first().waitFor();
  const accepted = page.getByRole('region', { name: 'Table of accepted risks' });
  if (!(await accepted.innerText()).includes('The merger replaces it in spring')) throw new Error('the accepted risk does not say why');
  return problems;
});

function house(questions) {
  const file = join(tmpdir(), `house-${process.pid}.json`);
  writeFileSync(file, JSON.stringify({
    schemaVersion: '2021-11-01', name: 'House rules', description: 'What we ask of every service.',
    pillars: [{
      id: 'house', name: 'House', questions: questions.map(([id, title]) => ({
        id, title, description: '', choices: [{ id: `${id}_yes`, title: 'It is so', improvementPlan: { displayText: 'Make it so' } }],
        riskRules: [{ condition: `${id}_yes`, risk: 'NO_RISK' }, { condition: 'default', risk: 'HIGH_RISK' }],
      })),
    }],
  }));
  return file;
}

async function publish(version, kind) {
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByLabel('Version', { exact: true }).fill(version);
  await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
  await page.locator('dialog[open]').getByRole('button', { name: 'Publish' }).click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

await step('publishes a lens of the house and reviews against it', async () => {
  await open('/lenses');
  await page.getByRole('button', { name: 'Import a lens' }).first().click();
  await page.getByLabel('The lens, a JSON file').setInputFiles(house([['keys', 'How do you keep keys?']]));
  await page.getByText('No faults').waitFor();
  await page.getByRole('button', { name: 'Import as a draft' }).click();
  await page.waitForURL(/\/lenses\/./);
  await page.getByText('Draft, not published yet').waitFor();
  await publish('1.0', 'Major');
  await page.locator('dd').getByText('1.0', { exact: true }).waitFor();
  lens = new URL(page.url()).pathname;
  await open(`${workload}/settings`);
  await page.getByLabel('Lens to add').selectOption({ label: 'House rules 1.0' });
  await page.getByRole('region', { name: 'Lenses' }).getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Remove the lens House rules' }).waitFor();
  await open(`${workload}/review/${lens.split('/').pop()}/keys`);
  await page.locator('.answers').first().getByRole('button', { name: 'Met', exact: true }).click();
  await page.getByText(/saved/i).first().waitFor();
  await open(lens);
  return look('lens');
});

await step('upgrades the review to the lens\'s next major version', async () => {
  await page.getByRole('button', { name: 'Replace the draft' }).click();
  await page.locator('dialog[open]').getByLabel('The lens, a JSON file').setInputFiles(house([['keys', 'How do you keep keys?'], ['calls', 'Who is called at night?']]));
  await page.locator('dialog[open]').getByRole('button', { name: 'Replace the draft' }).click();
  await page.getByText('What the draft changes').waitFor();
  const problems = await look('lens-draft');
  await publish('2.0', 'Major');
  await page.getByRole('button', { name: 'Upgrade to 2.0' }).click();
  await page.getByText('newest').waitFor();
  await open(`${workload}/milestones`);
  await page.locator('main table').getByText('Before House rules 2.0').waitFor();
  await open(`${workload}/review/${lens.split('/').pop()}`);
  const list = await page.getByRole('region', { name: 'Questions' }).innerText();
  if (!list.includes('Who is called at night?') || !list.includes('1 of 2 answered')) throw new Error(`the upgraded review lists: ${list.slice(0, 300)}`);
  return problems;
});

await step('ends a person\'s access and a token\'s', async () => {
  await open('/admin');
  await page.getByLabel('Name', { exact: true }).fill('Otto Other');
  await page.getByLabel('E-mail address').fill('otto@example.org');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const invitation = /https?:\S+set-password\S+/.exec(await page.getByRole('status', { name: 'Link' }).innerText())[0];
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(invitation);
  for (const name of ['password', 'repeated']) await visitor.locator(`input[name="${name}"]`).fill('battery horse correct');
  await visitor.getByRole('button').first().click();
  await visitor.waitForURL(address);
  await page.getByRole('button', { name: 'Disable Otto Other' }).click();
  await page.getByText('otto@example.org, disabled').waitFor();
  await page.getByRole('button', { name: /account of/ }).click();
  await page.getByRole('link', { name: 'Change your password' }).click();
  await page.getByRole('heading', { name: 'Change your password' }).waitFor();
  await visitor.goto(address);
  if (!/sign-in/.test(visitor.url())) throw new Error(`whoever is disabled is at ${visitor.url()}`);
  await visitor.context().close();
  await open('/account/keys');
  await page.getByRole('button', { name: 'Make an access key' }).click();
  await page.getByRole('status', { name: 'New access key' }).waitFor();
  await page.getByLabel('What the token is for').fill('to be revoked');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = /stoa_[A-Za-z0-9_-]+/.exec(await page.getByRole('status', { name: 'New token' }).innerText())[0];
  const ask = async () => (await fetch(new URL('/api/v1/workloads', address), { headers: { authorization: `Bearer ${token}` } })).status;
  if (await ask() !== 200) throw new Error('the token does not work');
  await page.getByRole('button', { name: 'Revoke to be revoked' }).click();
  await page.getByRole('button', { name: 'Revoke to be revoked' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Revoke [A-Z0-9]+$/ }).click();
  await page.getByText('No access key yet.').waitFor();
  if (await ask() !== 401) throw new Error('the revoked token still works');
});

await step('shows the keyboard where it is', async () => {
  await open('/workloads/new');
  await page.keyboard.press('Tab');
  const ring = await page.evaluate(() => [document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle].join(' '));
  if (ring !== 'BUTTON solid') throw new Error(`the first thing that the keyboard reaches is ${ring}`);
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
