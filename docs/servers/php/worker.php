<?php
// Works on the triggers in Redis, one after another: php worker.php NAME
// Start as many as may be at work at once, each under a name that it keeps, by something that starts
// it again when it ends.
require __DIR__ . '/receive.php';
require __DIR__ . '/redis.php';
require __DIR__ . '/work.php';

$own = 'working:' . ($argv[1] ?? '1');
// What it had when it was killed goes to the end: one that kills its worker must not stop the others.
while (redis('LMOVE', $own, 'triggers', 'LEFT', 'RIGHT') !== null);

for (;;) {
    // Until it is done, it is on the worker's own list: a worker that is killed loses nothing.
    $line = redis('BLMOVE', 'triggers', $own, 'LEFT', 'RIGHT', '1');
    if ($line === null) continue;
    try {
        work(json_decode($line));
    } catch (Throwable $error) {
        error_log((string) $error);
        redis('RPUSH', 'failed', $line);
    }
    redis('LPOP', $own);
}
