-- Losses, by the demo server's log: docs/losses.md. DuckDB reads it as it is, rotated files too.

-- One row a trigger. `asked` is what the page asked for, where its URLs say so by `?case=`: the tag has
-- the moment at which it left, which may be another.
CREATE OR REPLACE VIEW arrived AS
SELECT
  tag.page AS page,
  tag.n AS n,
  tag.via AS via,
  tag."when" AS moment,
  coalesce(query ->> 'case', tag."when") AS asked,
  CASE
    WHEN agent LIKE '%Firefox/%' THEN 'Firefox'
    WHEN agent LIKE '%Edg/%' THEN 'Edge'
    WHEN agent LIKE '%Chrome/%' THEN 'Chrome'
    WHEN agent LIKE '%AppleWebKit/%' THEN 'Safari'
    ELSE 'other'
  END AS browser,
  date_trunc('day', time) AS day,
  coalesce(duplicate, false) AS copy
FROM read_json(getvariable('log'), format = 'newline_delimited', ignore_errors = true, columns = {
  time: 'TIMESTAMP', event: 'VARCHAR', agent: 'VARCHAR', duplicate: 'BOOLEAN', query: 'JSON',
  tag: 'STRUCT(page VARCHAR, n INTEGER, via VARCHAR, "when" VARCHAR)'
})
WHERE event = 'received' AND tag IS NOT NULL;

-- One row a page view that was heard of.
CREATE OR REPLACE VIEW pages AS
SELECT page, min(day) AS day, any_value(browser) AS browser, count(DISTINCT n) AS came, max(n) AS sent
FROM arrived
GROUP BY page;

-- By day and browser: the gaps in each page's numbers. Anybody can send a tag, and no page loses more
-- than 10,000.
SELECT
  day::DATE::VARCHAR AS day,
  browser,
  count(*) AS pages,
  sum(came) AS came,
  coalesce(sum(sent - came) FILTER (sent - came <= 10000), 0) AS lost
FROM pages
GROUP BY ALL
ORDER BY ALL;

-- By transport and moment, as they left.
SELECT via, moment, count(*) FILTER (NOT copy) AS came, count(*) FILTER (copy) AS copies
FROM arrived
GROUP BY ALL
ORDER BY ALL;

-- What each page view sends: of those that were heard of, in how many has it come?
WITH views AS (SELECT browser, count(*) AS pages FROM pages GROUP BY browser)
SELECT
  asked,
  browser,
  count(DISTINCT page) AS came,
  any_value(pages) AS pages,
  round(100 * count(DISTINCT page) / any_value(pages), 1) AS percent,
  mode(via || ' at ' || moment) AS mostly
FROM arrived JOIN views USING (browser)
GROUP BY ALL
ORDER BY ALL;
