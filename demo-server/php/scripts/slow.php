<?php
// The slow script in PHP: works for `ms` milliseconds in ten steps, and writes a byte after each.
//
//   /php/slow.php?ms=1000&run=NAME&ignore=1&early=1
//
// ignore  1: goes on when its client has left; PHP itself stops at the next output after that
// early   1: answers before the work, where PHP runs under FPM

$steps = 10;
$done = 0;
$ms = max(0, min(60000, (int) ($_GET['ms'] ?? 0)));
$start = hrtime(true);
ignore_user_abort(($_GET['ignore'] ?? '') === '1');

// Runs however the script ends. It reports to the demo server, which writes it into its log.
register_shutdown_function(function () use (&$done, $steps, $start) {
    $report = http_build_query([
        'run' => $_GET['run'] ?? '',
        'steps' => "$done of $steps",
        'connectionStatus' => connection_status(),
        'after' => intdiv(hrtime(true) - $start, 1000000),
        'pid' => getmypid(),
        'sapi' => PHP_SAPI,
    ]);
    $url = getenv('SENDOFF_REPORT');
    if ($url) @file_get_contents("$url?$report", false, stream_context_create(['http' => ['timeout' => 2]]));
});

// What PHP has not written does not let it see that its client has left.
while (ob_get_level() > 0) ob_end_flush();
header('Cache-Control: no-store');
header('Content-Type: text/plain');
if (($_GET['early'] ?? '') === '1' && function_exists('fastcgi_finish_request')) {
    echo "early\n";
    fastcgi_finish_request();
}
for (; $done < $steps; $done += 1) {
    usleep(intdiv($ms * 1000, $steps));
    echo '.';
    flush();
}
