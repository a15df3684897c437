<?php
// Reads a trigger, refuses what is wrong with it, and answers it: for trigger.php and enqueue.php.

// Of a form, PHP drops what is too much or malformed, with no more than a warning before this line.
define('IS_READ_WHOLE', error_get_last() === null);
const MAX_BYTES = 64 * 1024; // what Chromium and WebKit send from a page that is left
const METHODS = ['GET', 'HEAD', 'POST'];
const TAG = '/^[\w-]{1,64}\.[1-9]\d{0,8}\.(fetch|beacon|img|script|fetchLater)\.(now|load|idle|hidden|pagehide)$/D';
const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** A trigger, as its line in the log. */
function readTrigger(): object
{
    $method = $_SERVER['REQUEST_METHOD'];
    if (!in_array($method, METHODS, true)) refuse(405, 'The HTTP method is none of ' . implode(', ', METHODS) . '.');
    // In Apache, PHP reads nothing of a body that comes in chunks. Browsers send none.
    if (isset($_SERVER['HTTP_TRANSFER_ENCODING'])) refuse(411, 'A body needs its length.');
    if ((int) ($_SERVER['CONTENT_LENGTH'] ?? 0) > MAX_BYTES) refuse(413, 'More than 64 KiB.');
    if (!IS_READ_WHOLE) refuse(400, 'The form is malformed or has too many fields.');
    if ($_FILES !== []) refuse(415, 'Files are not taken.');
    $tag = $_GET['sendoff'] ?? null;
    if ($tag !== null && !(is_string($tag) && preg_match(TAG, $tag))) refuse(400, 'The tag is not page.n.via.when.');

    $trigger = (object) ['time' => date(DATE_ATOM), 'method' => $method, 'query' => (object) $_GET];
    $body = $method === 'POST' ? readBody() : '';
    if ($body !== '') $trigger->body = $body;
    return $trigger;
}

/** Fields of a form, else JSON, else the text as it is: an object causes no preflight in any of them. */
function readBody(): object|array|string
{
    $text = file_get_contents('php://input'); // of a multipart form it is empty
    $isWhole = strlen($text) === (int) ($_SERVER['CONTENT_LENGTH'] ?? 0);
    if (!$isWhole && ($text !== '' || $_POST === [])) refuse(400, 'The body is not whole.');
    if (!preg_match('//u', $text)) refuse(415, 'Only text in UTF-8 is taken.');
    if ($_POST !== []) return (object) $_POST;
    try {
        $value = json_decode($text, flags: JSON_THROW_ON_ERROR);
        toLine($value); // throws for what can be read and not be written, such as 1e999
    } catch (JsonException) {
        return $text;
    }
    return is_object($value) || is_array($value) ? $value : $text;
}

/**
 * Whether no trigger of this id has come before: of files of one name only one is made. Old ones are for
 * a cron job: find ids -mtime +7 -delete
 */
function isFirst(object $trigger): bool
{
    if (!isset($trigger->query->sendoff)) return true;
    [$page, $n] = explode('.', $trigger->query->sendoff);
    $file = __DIR__ . "/ids/$page.$n";
    @mkdir(__DIR__ . '/ids');
    // Where no file can be made, rather twice than never.
    return @fopen($file, 'x') || !file_exists($file);
}

/** JSON on one line, whatever it holds. */
function toLine(mixed $value): string
{
    $flags = JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE;
    return json_encode($value, $flags | JSON_THROW_ON_ERROR) . "\n";
}

function refuse(int $status, string $why): never
{
    http_response_code($status);
    header('Content-Type: text/plain');
    header('Cache-Control: no-store');
    header('Cross-Origin-Resource-Policy: cross-origin');
    if ($status === 405) header('Allow: ' . implode(', ', METHODS));
    if ($status === 503) header('Retry-After: 10');
    exit("$why\n");
}

/** Answers, in the form that the caller needs; the script goes on. */
function answer(): void
{
    ignore_user_abort(true); // the page may be gone long before the work is done
    // Safari before 16.4 sends no such header: there the tag says what asks.
    $asker = $_SERVER['HTTP_SEC_FETCH_DEST'] ?? explode('.', $_GET['sendoff'] ?? '..')[2];
    $isImage = in_array($asker, ['image', 'img'], true);
    $body = $isImage ? base64_decode(GIF) : '';
    header($isImage ? 'Content-Type: image/gif' : 'Content-Type: text/plain');
    header('Cache-Control: no-store');
    header('Cross-Origin-Resource-Policy: cross-origin');
    header('Content-Length: ' . strlen($body));
    if (function_exists('fastcgi_finish_request')) {
        echo $body;
        fastcgi_finish_request();
        return;
    }
    // mod_php has no such call: an answer whose length is known is whole when it is flushed. It must
    // not be a 204, which Apache holds back until the script ends; and until then the connection is
    // busy, so that the browser needs another for its next request.
    header('Connection: close');
    echo $body;
    while (ob_get_level() > 0) ob_end_flush();
    flush();
}
