// Looks at HTML pages in a real browser: axe's rules in light and dark, on a desk and on a phone, that nothing is wider than
// the window, and that no word of a zone is broken. Run by .ci/more in a folder that holds node_modules with axe-core and puppeteer-core:
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
      const broken = await tab.evaluate(() => {
        const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (words.nextNode()) {
          const word = words.currentNode;
          if (!word.parentElement.classList.contains("zone")) continue;
          const range = document.createRange();
          range.selectNodeContents(word);
          const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
          const cell = word.parentElement.closest("th").getBoundingClientRect();
          if (lines.size > 1 || range.getBoundingClientRect().right > cell.right) found.push(word.data);
        }
        return found;
      });
      broken.forEach((word) => complaints.push(`${place}: the zone's word ${word} is broken or does not fit`));
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
