<?php
// Writes a trigger down, answers it, and works afterwards: for work that is short.
require __DIR__ . '/receive.php';
require __DIR__ . '/work.php';

$trigger = readTrigger();
$line = toLine($trigger);
// Before the answer: what is answered with success is in the log.
$written = file_put_contents(__DIR__ . '/triggers.ndjson', $line, FILE_APPEND | LOCK_EX);
if ($written !== strlen($line)) refuse(500, 'It was not written down.');
answer();
// Browsers send again by themselves where a connection is cut: the copy has the same id in its tag.
if (!isFirst($trigger)) exit;

set_time_limit(60);
work($trigger);
