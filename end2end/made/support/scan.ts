// axe, put into the page once and asked as often as needed: several times quicker than a scan with a page of its own.
import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';

/** Expects that axe finds nothing on the page in `colorScheme`. */
export async function expectNothingFound(page: Page, where: string, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    // Without `preload`, axe fetches no style sheets, which the policy of a made application would refuse.
    const { violations } = await axe.run(document, { preload: false, resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`));
  });
  expect(found, `${where}, ${colorScheme}`).toEqual([]);
}
