<?php
// A command to Redis, in the few lines that these two scripts need. Where phpredis is installed, use that.

/** What Redis answers; throws where it is away, slow, full, or refuses the command. */
function redis(string|int ...$words): ?string
{
    static $socket;
    $socket ??= @stream_socket_client('tcp://127.0.0.1:6379', $code, $reason, timeout: 2)
        ?: throw new RuntimeException("Redis: $reason");
    stream_set_timeout($socket, 2);

    $command = '*' . count($words) . "\r\n";
    foreach ($words as $word) $command .= '$' . strlen($word) . "\r\n$word\r\n";
    fwrite($socket, $command);

    $line = fgets($socket);
    if ($line === false || $line[0] === '-') throw new RuntimeException('Redis: ' . ($line ?: 'no answer'));
    $value = substr($line, 1, -2);
    if ($value === '-1') return null; // nothing there, or none in time
    if ($line[0] !== '$') return $value; // a number or OK
    return substr(stream_get_contents($socket, (int) $value + 2), 0, -2);
}
