// What an editor makes of the schemas: they are clean for ajv in its strict mode, and the YAML language server offers, explains and
// refuses by them what a writer of campaign files needs. Run by .ci/more in a folder that holds node_modules with ajv and
// yaml-language-server:
//
//     node editor.mjs SCHEMA…        the schema of campaign files comes first
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/`);
const schemas = process.argv.slice(2);
const complaints = [];
const expect = (holds, message) => holds || complaints.push(message);

const Ajv = require("ajv/dist/2020");
for (const path of schemas) {
  const log = (...words) => complaints.push(`${path}: ${words.join(" ")}`);
  const ajv = new Ajv({ strict: true, strictTypes: true, allowUnionTypes: true, logger: { log, warn: log, error: log } });
  // What editors read beside the standard's own keywords.
  ajv.addVocabulary(["defaultSnippets", "patternErrorMessage", "doNotSuggest"]);
  try {
    ajv.compile(JSON.parse(readFileSync(path)));
  } catch (error) {
    log(error.message);
  }
}

/** The language server, spoken to over its streams. */
class LanguageServer {
  #waiting = new Map();
  #diagnosed = new Map();
  #bytes = Buffer.alloc(0);
  #next = 1;

  constructor(program, schema) {
    const option = (name) => ({ yaml: { schemas: { [schema]: "*.yaml" }, completion: true, hover: true, validate: true, schemaStore: { enable: false } } })[name] ?? null;
    this.child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.child.stdout.on("data", (bytes) => {
      this.#bytes = Buffer.concat([this.#bytes, bytes]);
      for (let message = this.#take(); message; message = this.#take()) {
        if (message.method && message.id !== undefined) {
          const asked = message.method === "workspace/configuration" ? message.params.items : undefined;
          this.#send({ id: message.id, result: asked ? asked.map(({ section }) => option(section)) : null });
        } else if (message.method === "textDocument/publishDiagnostics") {
          this.#diagnosed.get(message.params.uri)?.(message.params.diagnostics);
        } else if (this.#waiting.has(message.id)) {
          this.#waiting.get(message.id)(message.result);
        }
      }
    });
  }

  #take() {
    const end = this.#bytes.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const length = Number(/Content-Length: (\d+)/i.exec(this.#bytes.subarray(0, end))[1]);
    if (this.#bytes.length < end + 4 + length) return undefined;
    const message = JSON.parse(this.#bytes.subarray(end + 4, end + 4 + length));
    this.#bytes = this.#bytes.subarray(end + 4 + length);
    return message;
  }

  #send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  request(method, params) {
    const id = this.#next++;
    return new Promise((done) => {
      this.#waiting.set(id, done);
      this.#send({ id, method, params });
    });
  }

  async start() {
    const snippets = { completion: { completionItem: { snippetSupport: true } } };
    await this.request("initialize", { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true }, textDocument: snippets } });
    this.#send({ method: "initialized", params: {} });
    this.#send({ method: "workspace/didChangeConfiguration", params: { settings: {} } });
    // It says of no message that it has taken the settings: it has when it knows the schema.
    for (let tries = 0; tries < 100 && !(await this.offers("|")).some(({ label }) => label === "name"); tries++) {
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  /** Opens a text, in which `|` is the place of the cursor. */
  #open(marked) {
    const uri = `file:///campaigns/${this.#next++}.yaml`;
    const before = marked.split("|")[0].split("\n");
    const diagnostics = new Promise((done) => this.#diagnosed.set(uri, done));
    const textDocument = { uri, languageId: "yaml", version: 1, text: marked.replace("|", "") };
    this.#send({ method: "textDocument/didOpen", params: { textDocument } });
    return { diagnostics, at: { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1).length } } };
  }

  async offers(marked) {
    const found = await this.request("textDocument/completion", this.#open(marked).at);
    return (found.items ?? found).map(({ label, insertText, textEdit }) => ({ label, text: textEdit?.newText ?? insertText }));
  }

  async explains(marked) {
    return (await this.request("textDocument/hover", this.#open(marked).at))?.contents.value ?? "";
  }

  async refuses(text) {
    return (await this.#open(text).diagnostics).map(({ message }) => message);
  }
}

const server = new LanguageServer(require.resolve("yaml-language-server/bin/yaml-language-server"), pathToFileURL(resolve(schemas[0])).href);
await server.start();

const hours = "dialingStrategy:\n  callingHours:\n    ";
const runs = "schedule:\n  recurrenceObject:\n    weeklyDetails:\n      whichDays:\n        - |";
for (const [marked, labels] of [
  ["|", ["name", "campaignType", "sms, simple", "voice, Preview", "burki, call", "burki, sms"]],
  ["priority: |", ["1", "5"]],
  [`${hours}timezone: |`, ["Asia/Kolkata", "Europe/Berlin", "UTC"]],
  ["schedule:\n  timezone: |", ["America/New_York"]],
  [`${hours}days:\n      - day: |`, ["MO", "SU"]],
  [`${hours}days:\n      - days: |`, ["Mon-Fri", "weekend"]],
  [runs, ["Mon", "Sun"]],
  ["campaignType: sms\nmessage:\n  |", ["text", "file", "template_name"]],
]) {
  const offered = await server.offers(marked);
  for (const label of labels) {
    expect(offered.some((item) => item.label === label), `${JSON.stringify(marked)}: ${label} is not offered among ${offered.map((item) => item.label).join(", ")}`);
  }
  for (const { label, text } of offered) {
    // `priority: priority`, a key without its colon, a list of keys.
    const isJunk = /^(\w+): \$?\{?(?:\d[:|])?\1\b/m.test(text) || (/^[a-z]\w+$/.test(label) && text === label && !marked.includes("- ") && !/: \|$/.test(marked));
    expect(!isJunk, `${JSON.stringify(marked)}: ${label} inserts ${JSON.stringify(text)}`);
  }
}

expect((await server.explains(`${hours}time|zone: Asia/Kolkata`)).includes("zone in which the calling hours are"), "hovering over timezone says nothing");
for (const [text, message] of [
  [`${hours}timezone: "+05:30"\n`, "A name of the IANA time zone database"],
  [`${hours}days:\n      - {day: Funday, start: 9:00 AM, end: 6:00 PM}\n`, "MO, Mon or Monday, in any case"],
  ["priorty: 5\n", "Property priorty is not allowed."],
]) {
  const refused = await server.refuses(text);
  expect(refused.includes(message), `${JSON.stringify(text)}: ${message} is not among ${refused.join(" ")}`);
}
server.child.kill();
complaints.forEach((complaint) => console.error(complaint));
process.exitCode = complaints.length > 0 ? 1 : 0;
