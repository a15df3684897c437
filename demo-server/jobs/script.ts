/** A registered script: work that takes a while. It can be stopped where it listens to its signal. */
export type Script = (run: Run) => Promise<void>;

/** What a script is handed for one run. */
export interface Run {
  /** The fields of the query that called it. */
  query: Readonly<Record<string, unknown>>;
  /** Aborts when the script is to end: its client left, its time is over, or the server stops. */
  signal: AbortSignal;
  /** PHP's `connection_status()`. */
  connectionStatus(): ConnectionStatus;
  /**
   * PHP's `register_shutdown_function()`: called at the end, whatever the end is, in the order of
   * registration. What it says is logged.
   */
  onShutdown(task: () => string | Promise<string>): void;
}

/** As in PHP: 0 normal, 1 aborted by the client, 2 past its time limit, 3 both. */
export type ConnectionStatus = 0 | 1 | 2 | 3;

/** What became of a run; `docs/log.md` explains each field. */
export interface End {
  /** `cut`: the server stopped. `lost`: its queue does not know what became of it. */
  end: 'completed' | 'aborted' | 'timedOut' | 'failed' | 'cut' | 'lost';
  connectionStatus: ConnectionStatus;
  shutdown: readonly string[];
  error?: string;
  waited: number;
  pid: number;
}
