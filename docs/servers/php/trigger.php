<?php
// Writes a trigger down, answers it, and works afterwards: for work that is short.
require __DIR__ . '/receive.php';
require __DIR__ . '/work.php';

$trigger = readTrigger();
// Before the answer: what is answered with success is in the log.
if (!append(__DIR__ . '/triggers.ndjson', toLine($trigger))) refuse(500, 'It was not written down.');
answer();
// Browsers send again by themselves where a connection is cut: the copy has the same id in its tag.
if (!isFirst($trigger)) exit;

set_time_limit(60);
work($trigger);

/** Appends a line to a file, or nothing: a full disk takes a part of it, which would spoil the next line, too. */
function append(string $file, string $line): bool
{
    $log = fopen($file, 'a');
    if (!$log || !flock($log, LOCK_EX)) return false;
    $size = fstat($log)['size'];
    $isWhole = fwrite($log, $line) === strlen($line);
    if (!$isWhole) ftruncate($log, $size);
    fclose($log);
    return $isWhole;
}
