// The rules of {{name}} that reach beyond a form, each walked through as a person would.
{{words}}
import { add, enter, expect, {{imports}}open, pageOf, test } from '../support/browser.mjs';
{{values}}
test.beforeEach(async ({ page }) => { await enter(page); });
