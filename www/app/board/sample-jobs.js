const AVEPOINT_EXPORTS = 7;
const SECOND = 1000;

/** The durations of the sample exports, by their projects. */
const EXPORTS = {
  CityTransit: 4,
  FrontDesk: 6,
  LibraryHelp: 9,
  MaintenanceReports: 12,
  MuseumCatalogue: 15,
  SupportInbox: 20,
  HarbourSigns: 32,
  ParkingAppeals: 45,
  SchoolMeals: 60,
  WaterMeters: 75,
};
const FAILS = "MuseumCatalogue";
/** The durations of the sample trainings. */
const TRAININGS = { CityTransit: 70, SupportInbox: 120, FrontDesk: 180 };
/** Slow enough that the samples together keep within 100 reads a minute. */
const PACE = { intervalMs: 4 * SECOND };

/** @typedef {import("./job-source.js").JobSource} JobSource */

/**
 * Starts the jobs that a new visitor sees.
 * @param {JobSource} source
 */
export async function startSamples(source) {
  for (const [project, seconds] of Object.entries(TRAININGS)) source.train(project, seconds * SECOND, PACE);
  for (const [project, seconds] of Object.entries(EXPORTS))
    source.export(project, seconds * SECOND, project === FAILS ? "failed" : "succeeded", PACE);
  await source.submitAvePoint(AVEPOINT_EXPORTS);
}

/**
 * Starts the sample jobs once for each board of this browser. Whoever comes back sees the jobs that were left there.
 * @param {JobSource} source @param {string} name The name of the board.
 */
export async function startSamplesOnce(source, name) {
  const key = `export-jobs/opened/${name}`;
  let isFirst = false;
  // Of two tabs that are opened at the same time, one starts them.
  await alone(key, () => {
    isFirst = !source.board.jobs().length && !stored(key);
    store(key);
  });
  if (isFirst) await startSamples(source);
}

/** @param {string} name @param {() => void} action */
async function alone(name, action) {
  try {
    await navigator.locks.request(name, action);
  } catch {
    // Without locks, or where they are blocked, the board belongs to this tab.
    action();
  }
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key */
function store(key) {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // Nothing is stored here, the jobs neither.
  }
}
