"use strict";

const { commands, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

async function start() {
  const command = workspace.getConfiguration("notelint").get("path");
  client = new LanguageClient(
    "notelint",
    "notelint",
    { command, args: ["server"] },
    { documentSelector: [{ language: "markdown", scheme: "file" }, { language: "markdown", scheme: "untitled" }] },
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    window.showErrorMessage(
      `notelint: cannot start "${command} server": ${error.message}. Install notelint with its extra "server", or set notelint.path.`,
    );
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart() {
  await stop();
  await start();
}

/** @param {import("vscode").ExtensionContext} context */
async function activate(context) {
  context.subscriptions.push(
    commands.registerCommand("notelint.restart", restart),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("notelint.path") && restart()),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
