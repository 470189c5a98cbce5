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
 * Starts the sample jobs once for each board of this browser. A returning visitor sees the remaining jobs.
 * @param {JobSource} source @param {string} name The name of the board.
 */
export async function startSamplesOnce(source, name) {
  const key = `export-jobs/opened/${name}`;
  if (!(await isFirstTab(key)) || source.board.jobs().length > 0 || stored(key)) return;
  store(key);
  await startSamples(source);
}

/**
 * Returns whether this is the first open tab that calls it with the name. The first tab holds a lock until it closes.
 * `localStorage` alone is not enough: in Firefox, a write reaches other tabs late, so tabs that open together would all
 * be first.
 * @param {string} name @returns {Promise<boolean>}
 */
function isFirstTab(name) {
  return new Promise((resolve) => {
    const hold = (/** @type {Lock | null} */ lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    };
    const request = async () => await navigator.locks.request(name, { ifAvailable: true }, hold);
    // Without locks, or where they are blocked, the board belongs to this tab.
    request().catch(() => resolve(true));
  });
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
    // Without storage, the jobs are not stored either.
  }
}
