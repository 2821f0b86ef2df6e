// Finds the Chromium that the system has; no browser is downloaded.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function executable(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [process.env.CHROMIUM ?? '', ...names.flatMap((name) => folders.map((folder) => join(folder, name))), onMac];
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return path !== '';
    } catch {
      return false;
    }
  });
}

const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
// Chromium's sandbox cannot be set up by root, as in a container.
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** How every test starts its browser. */
export const browser = {
  browserName: 'chromium' as const,
  launchOptions: { executablePath: executable(), args: [...quiet, ...asRoot] },
};
