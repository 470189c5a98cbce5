import type { Service } from "../../dist/all.js";
import type { HttpResponse } from "./http.js";
import type { BoardHistoryOptions, BoardNews, JobBoardState, ServiceLimits } from "./declared/board.js";

/** The options of `new JobBoard`. */
export interface JobBoardOptions {
  /** The clients whose jobs the board follows. */
  clients: Service | Service[];
  /** The page's own `fetch`. Default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /**
   * Tabs of this site that give the same name share one board, which is kept in IndexedDB. Without a name, the board
   * belongs to this page alone.
   */
  name?: string;
  /** Replaces the services' own limits: for all origins, or by origin. They apply to each service there. */
  limits?: ServiceLimits | Record<string, ServiceLimits>;
  /** The time limit for the answer to one request, in milliseconds. Default: 30,000. */
  requestTimeoutMs?: number;
  /** The limits of the history: the age and the number of ended jobs. */
  history?: BoardHistoryOptions;
  /** The `state` of another board to continue from. */
  state?: JobBoardState;
}

/** The options of `JobBoard.add`. All times are in milliseconds. */
export interface BoardJobOptions {
  /** The shortest time between two polls. Default: the time that the service asks for. */
  intervalMs?: number;
  /** The longest time between two polls, if the limits allow it. */
  maxIntervalMs?: number;
  /** The time limit for the end of the job. Default: 1 h for Azure, 6 h for AvePoint. */
  timeoutMs?: number;
}

/** The options of `JobBoard.submit`. */
export interface BoardSubmitOptions extends BoardJobOptions {
  /** Aborting withdraws the submission while it waits for its turn. */
  signal?: AbortSignal;
}

/** The options of `JobBoard.notify`. */
export interface BoardNotifyOptions {
  /** Show notifications while nobody looks at any tab. Asks for permission within a user's gesture. Default: false. */
  notifications?: boolean;
  /** Show the number of jobs on the badge of the app. Default: true. */
  badge?: boolean;
  /** Show the number of jobs in front of the title of the page. Default: true. */
  title?: boolean;
  /** The URL of the icon of notifications. */
  icon?: string;
  /** Returns the text in another language. Default: `news.text`. */
  text?: (news: BoardNews) => string;
  /** Called in one tab, when the user is back, with the jobs that ended meanwhile. `news.text` is `text`'s result. */
  onNews?: (news: BoardNews) => void;
}
