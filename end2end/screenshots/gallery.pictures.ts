// `docs/gallery.md` and its pictures: what each request gave, with the figures of its own build.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { build, owner, type Build } from '../made/support/build.ts';
import { requests, type Request } from '../made/support/requests.ts';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const WIDTH = 640;
const QUALITY = 0.7;

/** What a build's model says, as far as the gallery tells it. */
interface Model {
  name: string;
  kind: string;
  stack: { styling: 'css' | 'tailwind'; backend: 'node' | 'python' };
  entities: { plural: string }[];
}

interface Entry {
  request: Request;
  made: Build;
  model: Model;
}

test('thirty applications are built and their first pages drawn', async ({ page }) => {
  const as = await owner();
  await mkdir(`${docs}gallery`, { recursive: true });
  for (const name of await readdir(`${docs}gallery`)) await rm(`${docs}gallery/${name}`);
  const entries: Entry[] = [];
  for (const request of requests) {
    const made = await build(as, request, 'enterprise');
    const model = JSON.parse(await fileOf(as, made, 'app.model.json')) as Model;
    await openAsManager(page, made);
    const picture = await smaller(page, await page.screenshot({ animations: 'disabled' }));
    await writeFile(`${docs}gallery/${request.name}.webp`, picture);
    entries.push({ request, made, model });
  }
  await writeFile(`${docs}gallery.md`, gallery(entries));
  await as.dispose();
});

async function fileOf(as: APIRequestContext, { buildId }: Build, path: string): Promise<string> {
  return (await as.get(`/api/v1/build/${buildId}/files/${path}`)).text();
}

/** Opens its first page; where nothing shows without an account, with an example account. */
async function openAsManager(page: Page, { previewUrl }: Build): Promise<void> {
  await page.goto(new URL(previewUrl, process.env.MADE_URL).href);
  await expect(page.locator('main h1').first()).toBeVisible();
  const examples = page.locator('main .example');
  if ((await examples.count()) > 0) {
    await examples.last().click();
    await expect(examples).toHaveCount(0);
  }
  await page.evaluate(() => document.fonts.ready);
}

/** The picture, smaller, as WebP. */
async function smaller(page: Page, picture: Buffer): Promise<Buffer> {
  const canvas = await page.context().newPage();
  const address = await canvas.evaluate(
    async ([bytes, width, quality]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${bytes}`;
      await image.decode();
      const drawn = document.createElement('canvas');
      [drawn.width, drawn.height] = [width, Math.round((image.height * width) / image.width)];
      const pen = drawn.getContext('2d');
      if (!pen) throw new Error('there is no canvas');
      pen.imageSmoothingQuality = 'high';
      pen.drawImage(image, 0, 0, drawn.width, drawn.height);
      return drawn.toDataURL('image/webp', quality);
    },
    [picture.toString('base64'), WIDTH, QUALITY] as const,
  );
  await canvas.close();
  return Buffer.from(address.replace(/^[^,]+,/, ''), 'base64');
}

function gallery(entries: Entry[]): string {
  const rows: string[] = [];
  for (let at = 0; at < entries.length; at += 2) rows.push(`<tr>${entries.slice(at, at + 2).map(cell).join('')}</tr>`);
  const total = entries.reduce((sum, { made }) => sum + made.costUsd, 0);
  return `# Gallery

${entries.length} requests, each built at enterprise depth by the built-in engine without a language model, at full speed: together
${money(total)} by the rate card. The figures are those of each build. \`make gallery\` builds them anew and writes this page;
\`make made\` builds, starts, uses and tests all of them at every depth.

<table>
${rows.join('\n')}
</table>
`;
}

function cell({ request, made, model }: Entry): string {
  const seconds = (Date.parse(made.finishedAt) - Date.parse(made.startedAt)) / 1000;
  const stack = [model.stack.backend === 'node' ? 'Node.js' : 'Python', model.stack.styling === 'css' ? 'plain CSS' : 'Tailwind'].join(', ');
  const figures = `${made.progress.agentsTotal} agents, ${money(made.costUsd)}, ${seconds.toFixed(1)} s`;
  const wish = request.techConstraints ? `<br><em>${escaped(request.techConstraints)}</em>` : '';
  return `<td width="50%" valign="top"><img src="gallery/${request.name}.webp" width="640" alt="The first page of ${escaped(model.name)}"><br><strong>${escaped(model.name)}</strong><br>“${escaped(request.description)}”${wish}<br>${model.kind}; ${stack}; ${figures}</td>`;
}

const money = (usd: number) => `$${usd.toFixed(2)}`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
