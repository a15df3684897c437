<?php
/** The work that a trigger starts: yours goes here. */
function work(object $trigger): void
{
    usleep(1_000_000);
    file_put_contents(__DIR__ . '/done.ndjson', toLine($trigger), FILE_APPEND | LOCK_EX);
}
