// The accessibility scan, with findings that can be read in a test's report.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Expects that axe finds nothing on the page as it stands. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // A framed application is a document of its own, scanned where it stands alone. Without `preload`, axe fetches no style
  // sheets, which the policy of a made application would refuse.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').options({ preload: false }).analyze();
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`));
  expect(found, where).toEqual([]);
}

/** Expects that the page is not wider than its window. */
export async function expectNoSidewaysScroll(page: Page, where: string): Promise<void> {
  const { content, window } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: innerWidth }));
  expect(content, `${where}: width of the content`).toBeLessThanOrEqual(window);
}
