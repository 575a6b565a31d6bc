"use strict";

const page = document.currentScript.dataset.page;

/** Tell the portal what happened in this page: tests read it there. */
function report(what, value) {
  const body = JSON.stringify({ page: page, what: what, value: value === undefined ? null : value });
  return fetch("/report", { method: "POST", body: body, keepalive: body.length < 60000 });
}

/** Call something that a kiosk should refuse, and tell how it went: "done", or the name of the error. */
async function attempt(what, action) {
  try {
    await action();
    report(what, "done");
  } catch (error) {
    report(what, error.name || String(error));
  }
}

/** A button of the page, by its id: what a touch on it does. */
function onTouch(id, action) {
  addEventListener("DOMContentLoaded", () => document.getElementById(id).addEventListener("click", action));
}

addEventListener("load", () => report("loaded", location.href));
addEventListener("securitypolicyviolation", (event) => report("violation", event.blockedURI));
