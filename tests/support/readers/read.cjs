// Prints what a library of Node reads in a calendar.
// node read.cjs FOLDER_OF_THE_LIBRARIES LIBRARY FILE
const fs = require("node:fs");
const { createRequire } = require("node:module");

const [folder, library, path] = process.argv.slice(2);
const need = createRequire(`${folder}/package.json`);
const text = fs.readFileSync(path, "utf8");
const two = (number) => String(number).padStart(2, "0");

function moment(date) {
  return `${date.toISOString().slice(0, 16)}Z`;
}

function byIcalJs() {
  const found = new (need("ical-expander"))({ ics: text, maxIterations: 0 }).all();
  const said = (time) =>
    time.isDate ? time.toString() : moment(new Date(time.toUnixTime() * 1000));
  const row = (event, start, end) => [
    said(start),
    said(end),
    event.summary,
    event.component.getFirstPropertyValue("status") === "CANCELLED",
  ];
  return [
    ...found.events.map((one) => row(one, one.startDate, one.endDate)),
    ...found.occurrences.map((one) => row(one.item, one.startDate, one.endDate)),
  ];
}

function byNodeIcal() {
  const ical = need("node-ical");
  const day = (date) =>
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const rows = [];
  for (const event of Object.values(ical.sync.parseICS(text))) {
    if (event.type !== "VEVENT") continue;
    const said = event.datetype === "date" ? day : moment;
    const range = { from: new Date("2020-01-01"), to: new Date("2038-01-01") };
    const times = event.rrule ? ical.expandRecurringEvent(event, range) : [event];
    for (const one of times) {
      const status = (one.event ?? one).status;
      const summary = one.summary ?? event.summary;
      rows.push([said(one.start), said(one.end), summary, status === "CANCELLED"]);
    }
  }
  return rows;
}

// The library alone, which knows no zones but those in the file.
function byRawIcalJs() {
  const whole = need("ical.js");
  const ICAL = whole.default ?? whole;
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const [start, end] = [event.startDate, event.endDate].map((time) =>
      moment(new Date(time.toUnixTime() * 1000)),
    );
    return [start, end, event.summary, false];
  });
}

const ways = {
  "ical-expander": byIcalJs,
  "ical.js": byRawIcalJs,
  "node-ical": byNodeIcal,
};
console.log(JSON.stringify(ways[library]()));
