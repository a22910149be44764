// Looks at HTML pages in a real browser: axe's rules in light and dark, on a desk and on a phone, and that nothing is wider than
// the window. Run by .ci/more in a folder that holds node_modules with axe-core and puppeteer-core:
//
//     node pages.mjs CHROMIUM PAGE…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [chromium, ...pages] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
const complaints = [];
for (const path of pages) {
  for (const scheme of ["light", "dark"]) {
    for (const width of [390, 1280]) {
      const tab = await browser.newPage();
      const place = `${path}, ${scheme}, ${width} pixels`;
      tab.on("console", (message) => complaints.push(`${place}: ${message.text()}`));
      tab.on("pageerror", (error) => complaints.push(`${place}: ${error}`));
      // The page allows no scripts of its own, and axe is one.
      await tab.setBypassCSP(true);
      await tab.setViewport({ width, height: 900 });
      await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await tab.goto(pathToFileURL(resolve(path)).href);
      await tab.evaluate(axe);
      const { passes, violations } = await tab.evaluate(() => window.axe.run());
      if (passes.length < 10) complaints.push(`${place}: only ${passes.length} of axe's rules applied`);
      for (const { id, help, nodes } of violations) {
        complaints.push(`${place}: ${id}: ${help}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
      }
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) complaints.push(`${place}: ${wide} pixels wider than the window`);
      if (process.env.SCREENSHOTS) {
        await tab.screenshot({ path: `${process.env.SCREENSHOTS}/${scheme}-${width}.png`, fullPage: true });
      }
      await tab.close();
    }
  }
}
await browser.close();
complaints.forEach((complaint) => console.error(complaint));
process.exitCode = complaints.length > 0 ? 1 : 0;
