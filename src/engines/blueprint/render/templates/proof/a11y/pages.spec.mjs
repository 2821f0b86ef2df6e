// Every page, light and dark, on a telephone and on a desk: the rules of axe, the keyboard, and no scrolling sideways.
import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { entities } from '../../js/schema.js';
import { add, enter, expect, listOf, open, test } from '../support/browser.mjs';

// Read from the text: the pages themselves need a browser.
const source = readFileSync(new URL('../../js/routes.js', import.meta.url), 'utf8');
const paths = [...source.matchAll(/path: '([^']+)'/g)].map((one) => one[1]).filter((path) => !path.startsWith('/my-orders'));
const widths = [360, 1280];

/** The addresses of all pages; where a record belongs into one, a record of its own is made. */
async function addresses(page) {
  const made = {};
  const list = [];
  for (const path of paths) {
    const entity = Object.values(entities).find((one) => path.startsWith(`/${one.path}/`));
    if (path.includes(':id') && entity) made[entity.id] ??= (await add(page, entity.id)).id;
    list.push(`#${path === '*' ? '/no-such-page' : path.replace(':id', encodeURIComponent(made[entity?.id] ?? ''))}`);
  }
  return list;
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of widths) {
    test.describe(`${colorScheme}, ${width} pixels wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 }, contextOptions: { reducedMotion: 'reduce' } });

      test('every page keeps the rules and fits', async ({ page }) => {
        test.setTimeout(240_000);
        await enter(page);
        for (const address of await addresses(page)) {
          await open(page, address);
          const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
          const found = violations.map(({ id, nodes }) => `${address}: ${id} at ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
          expect(found).toEqual([]);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(wide, `${address} is not wider than the screen`).toBeLessThanOrEqual(0);
        }
      });
    });
  }
}

test.describe('the keyboard', () => {
  test.use({ viewport: { width: 1280, height: 800 } });
  const [main] = Object.values(entities);

  for (const address of ['#/', listOf(main.id), listOf(main.id, '/new')]) {
    test(`reaches everything on ${address}, and shows where it is`, async ({ page }) => {
      await enter(page);
      await open(page, address);
      await page.evaluate(() => document.activeElement.blur());
      const wanted = await page.evaluate(() => {
        const nodes = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
        // Of radio buttons that belong together the keyboard stops at one; arrows lead to the others.
        const reachable = nodes.filter((node) => !node.disabled && node.type !== 'radio' && node.checkVisibility({ visibilityProperty: true }));
        reachable.forEach((node, index) => node.setAttribute('data-place', index));
        return reachable.length;
      });
      const reached = new Set();
      for (let press = 0; press < wanted * 2 + 20 && reached.size < wanted; press += 1) {
        await page.keyboard.press('Tab');
        const [place, name, visible] = await page.evaluate(() => {
          const node = document.activeElement;
          const { outlineStyle, boxShadow } = getComputedStyle(node);
          const framed = node.closest('label, .search-box, .field');
          const around = framed ? getComputedStyle(framed) : null;
          // The browser marks the part of a date that is typed into, inside the field.
          const inside = node.type?.startsWith('date');
          return [node.getAttribute('data-place'), node.outerHTML.slice(0, 120), inside || outlineStyle !== 'none' || boxShadow !== 'none' || (around && (around.outlineStyle !== 'none' || around.boxShadow !== 'none'))];
        });
        if (place !== null) {
          reached.add(place);
          expect(visible, `${name} shows the focus`).toBeTruthy();
        }
      }
      const left = await page.locator('[data-place]').evaluateAll((nodes, seen) => nodes.filter((node) => !seen.includes(node.getAttribute('data-place'))).map((node) => node.outerHTML.slice(0, 120)), [...reached]);
      expect(left).toEqual([]);
    });
  }
});
