// `make gallery`: the thirty requests of the suite of made applications at the greatest depth, and a picture of each.
import { defineConfig } from '@playwright/test';
import { browser } from '../support/chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: 'gallery.pictures.ts',
  outputDir: '../results/gallery',
  globalSetup: '../made/support/global-setup.ts',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { ...browser, viewport: { width: 1280, height: 800 }, colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } },
});
