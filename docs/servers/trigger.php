<?php
// Takes a trigger, answers it at once, and works afterwards. For PHP-FPM and for Apache's mod_php.

// Apache calls the script with what it has refused to read.
if ((int) ($_SERVER['CONTENT_LENGTH'] ?? 0) > 65536) {
    http_response_code(413);
    exit;
}
ignore_user_abort(true); // the page may be gone long before the work is done
set_time_limit(60);

$image = ($_SERVER['HTTP_SEC_FETCH_DEST'] ?? '') === 'image';
$body = $image ? base64_decode('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7') : '';
header($image ? 'Content-Type: image/gif' : 'Content-Type: text/plain');
header('Cache-Control: no-store');
header('Content-Length: ' . strlen($body));
if (function_exists('fastcgi_finish_request')) {
    echo $body;
    fastcgi_finish_request();
} else {
    // mod_php has no such call: an answer whose length is known is whole when it is flushed. It must
    // not be a 204, which Apache holds back until the script ends; and until then the connection is
    // busy, so that the browser needs another for its next request.
    header('Connection: close');
    echo $body;
    while (ob_get_level() > 0) ob_end_flush();
    flush();
}

// The work: its client has its answer, whatever this takes.
usleep(1000000);
$id = preg_replace('/[^\w.-]/', '', (string) ($_REQUEST['id'] ?? ''));
file_put_contents(__DIR__ . '/done', "$id\n", FILE_APPEND | LOCK_EX);
