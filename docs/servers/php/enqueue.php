<?php
// Puts a trigger on a list in Redis, and answers it: for work that is long. worker.php does it.
require __DIR__ . '/receive.php';
require __DIR__ . '/redis.php';

const MOST_WAITING = 10_000;

// Browsers send again by themselves where a connection is cut: the copy has the same id in its tag.
const ADD_ONCE = <<<'LUA'
    if redis.call('LLEN', KEYS[1]) >= tonumber(ARGV[2]) then return redis.error_reply('FULL') end
    if KEYS[2] and not redis.call('SET', KEYS[2], '', 'NX', 'EX', 604800) then return end
    redis.call('RPUSH', KEYS[1], ARGV[1])
    LUA;

$trigger = readTrigger();
$keys = ['triggers'];
if (isset($trigger->query->sendoff)) {
    [$page, $n] = explode('.', $trigger->query->sendoff);
    $keys[] = "trigger:$page.$n";
}
try {
    redis('EVAL', ADD_ONCE, count($keys), ...[...$keys, rtrim(toLine($trigger)), MOST_WAITING]);
} catch (RuntimeException $error) {
    error_log($error->getMessage());
    refuse(503, 'The queue takes nothing just now.');
}
answer();
