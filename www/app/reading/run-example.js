import { element } from "../element.js";

/** @param {unknown} value */
const shown = (value) =>
  typeof value === "string"
    ? value
    : value instanceof Error
      ? String(value)
      : (JSON.stringify(value, (_, member) => (typeof member === "bigint" ? String(member) : member), 1)?.replace(
          /\s*\n\s*/g,
          " ",
        ) ?? String(value));

/** The number of runs of an example. Each run imports it under another address: a browser runs a module once. */
let runs = 0;

/**
 * Runs a module, and gives each line that it prints with `console.log` to `print`.
 * @param {string} address @param {(line: string) => void} print
 */
async function run(address, print) {
  const { log } = console;
  console.log = (...values) => {
    log.call(console, ...values);
    print(values.map(shown).join(" "));
  };
  try {
    await import(`${address}?run=${++runs}`);
  } finally {
    console.log = log;
  }
}

/** An example that runs in the page: `<run-example src="example.js">`, with its code inside. */
class RunExample extends HTMLElement {
  connectedCallback() {
    const button = element("button", { type: "button", class: "primary" }, "Run");
    const printed = element("pre", { class: "printed", role: "log", "aria-label": "Output", tabindex: 0 });
    button.addEventListener("click", async () => {
      button.disabled = true;
      printed.textContent = "";
      this.dataset.state = "running";
      try {
        await run(new URL(this.getAttribute("src") ?? "", location.href).href, (line) => printed.append(`${line}\n`));
        this.dataset.state = "done";
      } catch (error) {
        printed.append(`${error}\n`);
        this.dataset.state = "failed";
      }
      button.disabled = false;
      button.textContent = "Run again";
    });
    this.append(element("p", { class: "actions" }, button), printed);
  }
}

customElements.define("run-example", RunExample);
